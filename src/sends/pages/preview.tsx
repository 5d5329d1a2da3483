import { Button } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useAsk, useList, useSend } from '#ui/api.ts'
import { AreaField, Card, CheckField, Empty, Form, List, Section, Signal, Submit, useFormHere, useMay, Who } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { addParticipants, getSend, previewPeople, previewSend } from '../api.ts'
import { exclusions } from '../kinds-api.ts'
import messages from '../messages/index.ts'
import type { Exclusion } from '../participant-api.ts'
import type { Send } from '../send-api.ts'
import './sends.css'

/** Before it goes: who will be asked, who not, and why. Every figure opens to its people. */
export function Preview({ send }: { send: Send }) {
  const t = useText(messages)
  const may = useMay()
  const { people, asked, excluded, examined } = useAsk(previewSend, { id: send.id })
  const [why, setWhy] = useState<'asked' | Exclusion>('asked')
  const reasons = exclusions.filter(one => (excluded[one] ?? 0) > 0)
  return (
    <>
      <Card label={t('preview')}>
        <p>
          <b className="num">{t('preview.asked', { n: asked })}</b> {t('preview.of', { n: people })}
        </p>
        {examined < people && <p className="sm dim">{t('preview.examined', { n: examined })}</p>}
        <div className="chips">
          <Chip on={why === 'asked'} set={() => setWhy('asked')} label={t('preview.who')} count={asked} />
          {reasons.map(one => (
            <Chip key={one} on={why === one} set={() => setWhy(one)} label={t(`why.${one}`)} count={excluded[one] ?? 0} />
          ))}
        </div>
      </Card>
      <People id={send.id} why={why} />
      {may('sends.change') && !send.segment && <Paste id={send.id} />}
    </>
  )
}

function Chip({ on, set, label, count }: { on: boolean; set: () => void; label: string; count: number }) {
  return (
    <button type="button" aria-pressed={on} onClick={set}>
      {label} <span className="num">{count}</span>
    </button>
  )
}

function People({ id, why }: { id: string; why: 'asked' | Exclusion }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  const list = useList(previewPeople, { id, why })
  return (
    <Card flush>
      <List
        list={list}
        label={t('people')}
        keyOf={one => one.id}
        empty={<Empty title={t('none.people')}>{t('none.people-why')}</Empty>}
        row={one => (
          <span className="row wrap">
            <Who name={one.name} />
            <span className="grow stack">
              <b>{one.name}</b>
              <span className="sm dim">{[one.account, one.address].filter(Boolean).join(' · ')}</span>
            </span>
            {one.excludedBy && <Signal kind="few">{t(`why.${one.excludedBy}`)}</Signal>}
            {one.freeAt && <span className="sm dim">{t('free-at', { at: dateTime(one.freeAt) })}</span>}
          </span>
        )}
      />
    </Card>
  )
}

/** A file is read here and shown as what would have been pasted: nothing is added that was not seen. */
function TakeFile() {
  const t = useText(messages)
  const { form } = useFormHere()
  const file = useRef<HTMLInputElement>(null)
  const take = async (chosen: File | undefined) => {
    if (chosen) form.setFieldValue('text', (await chosen.text()).replace(/^\uFEFF/, ''))
  }
  return (
    <div className="stack">
      <div className="row wrap">
        <Button variant="default" leftSection={<IconFileText size={17} aria-hidden />} onClick={() => file.current?.click()}>
          {t('paste.file')}
        </Button>
        <span className="sm dim">{t('paste.file-hint')}</span>
      </div>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t('paste.file')}
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={event => void take(event.currentTarget.files?.[0])}
      />
    </div>
  )
}

/** A list from a spreadsheet or a mail: pasted as it is. */
function Paste({ id }: { id: string }) {
  const t = useText(messages)
  const send = useSend(addParticipants, { refresh: [previewSend, previewPeople, getSend] })
  const input = (values: { text: string; addUnknown: boolean }) => ({ id, ...values })
  return (
    <Section title={t('paste')}>
      <Card>
        <Form schema={addParticipants.input} start={{ text: '', addUnknown: false }} send={send} input={input} label={t('paste')}>
          <TakeFile />
          <AreaField name="text" label={t('paste.text')} hint={t('paste.hint')} rows={5} />
          <CheckField name="addUnknown" label={t('paste.add-unknown')} />
          <Submit variant="default">{t('paste.add')}</Submit>
        </Form>
        {send.data && (
          <p className="sm" role="status">
            {t('paste.found', { n: send.data.found })}{' '}
            {send.data.unknown.length > 0 && t('paste.unknown', { list: send.data.unknown.slice(0, 10).join(', ') })}
          </p>
        )}
      </Card>
    </Section>
  )
}
