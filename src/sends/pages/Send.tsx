import { Button } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, confirm, Page, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { cancelSend, getSend, listParticipants, listSends, previewSend, startSend } from '../api.ts'
import messages from '../messages/index.ts'
import type { Send as One } from '../send-api.ts'
import { LaterDialog } from './later.tsx'
import { Participants } from './participants.tsx'
import { Preview } from './preview.tsx'
import { doneIn, peopleIn, StateOf } from './state-of.tsx'
import './sends.css'

/** One send: before it goes who will be asked and who not; afterwards what became of each. */
export default function Send() {
  const t = useText(messages)
  const { params } = usePlace('/sends/$id')
  const send = useAsk(getSend, { id: params.id })
  return (
    <Page
      title={send.name}
      over={t(`kind.${send.kind}`)}
      sentence={<Sentence {...send} />}
      trail={[{ page: '/sends', label: t('sends') }]}
      action={<Acts {...send} />}
    >
      <div className="part-stack">
        {send.state === 'draft' ? <Preview send={send} /> : <Progress {...send} />}
        {send.state !== 'draft' && <Participants id={send.id} />}
      </div>
    </Page>
  )
}

function Sentence({ survey, channel, segment, gateway, everyDays, kind, delayMinutes, holdOutPercent }: One) {
  const t = useText(messages)
  const parts = [
    t(`channel.${channel}`),
    segment?.name,
    gateway?.name,
    kind === 'schedule' && everyDays !== null && t('schedule.is', { days: everyDays, percent: holdOutPercent }),
    kind === 'case' && t('case.is', { minutes: delayMinutes }),
  ]
  return (
    <>
      <To page="/surveys/$id" params={{ id: survey.id }}>
        {survey.name}
      </To>
      {' · '}
      {parts.filter(Boolean).join(' · ')}
    </>
  )
}

const refresh = [getSend, listSends, previewSend, listParticipants]

function Acts(send: One) {
  const t = useText(messages)
  const may = useMay()
  const start = useSend(startSend, { refresh })
  const [later, setLater] = useState(false)
  const { id, state, kind } = send
  if (!may('sends.change') || kind === 'api' || kind === 'delighted') return null
  if (state !== 'draft' && state !== 'off') return <Stop {...send} />
  return (
    <div className="row wrap">
      {state === 'draft' && (
        <Button variant="default" leftSection={<IconClock size={17} aria-hidden />} onClick={() => setLater(true)}>
          {t('later')}
        </Button>
      )}
      <Button loading={start.isPending} onClick={() => start.mutate({ id })}>
        {t(state === 'draft' ? 'start' : 'turn-on')}
      </Button>
      {later && <LaterDialog id={id} refresh={refresh} onClose={() => setLater(false)} />}
    </div>
  )
}

function Stop({ id, name, state }: One) {
  const t = useText(messages)
  const stop = useSend(cancelSend, { refresh })
  if (state === 'sent' || state === 'cancelled') return null
  const cancel = async () => {
    const question = { title: t('cancel.title', { name }), text: t('cancel.why'), button: t('cancel'), danger: true }
    // One that goes by itself can be turned on again; the rest of a list is not asked any more.
    if (state === 'on' || (await confirm(question))) stop.mutate({ id })
  }
  return (
    <Button variant="default" loading={stop.isPending} onClick={() => void cancel()}>
      {t(state === 'on' ? 'turn-off' : 'cancel')}
    </Button>
  )
}

function Progress({ state, people, sendAt, startedAt, endedAt }: One) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  const all = peopleIn(people)
  return (
    <Card label={t('progress')}>
      <div className="row between wrap">
        <StateOf state={state} />
        <span className="sm dim">
          {state === 'waiting' && sendAt && t('goes-at', { at: dateTime(sendAt) })}
          {startedAt && t('began-at', { at: dateTime(startedAt) })}
          {endedAt && ` · ${t('ended-at', { at: dateTime(endedAt) })}`}
        </span>
      </div>
      {all > 0 && (
        <>
          <progress className="send-progress" value={doneIn(people)} max={all} aria-label={t('progress')} />
          <p className="sm soft num">{t('people.done', { done: doneIn(people), all })}</p>
        </>
      )}
    </Card>
  )
}
