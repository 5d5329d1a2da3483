import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { type Item, useList, useSend } from '#ui/api.ts'
import { Ago, Card, confirm, Dialog, Empty, List, Loading, notice, Page, PageTabs, Signal, useMay } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { changeConnection, endConnection, listConnections, pullConnection, stopPull, tryConnectionAgain } from '../connection-api.ts'
import messages from '../messages/index.ts'
import { ComparedHours } from './compared-hours.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { FollowedFiles } from './followed-files.tsx'
import './doubts.css'

type One = Item<typeof listConnections>

/** Services that are read from by themselves, and logs that are followed: how far, and what is wrong. */
export default function Sources() {
  const t = useText(messages)
  const may = useMay()
  const [open, setOpen] = useState<One | 'new' | null>(null)
  const list = useList(listConnections, {})
  const close = () => setOpen(null)
  const connect = may('connections.change') && <Button onClick={() => setOpen('new')}>{t('connections.add')}</Button>
  return (
    <Page title={t('connections')} sentence={t('connections.why')} action={connect}>
      <PageTabs of="/import" />
      <div className="doubts">
        <Card flush>
          <List
            list={list}
            label={t('connections')}
            keyOf={one => one.id}
            empty={<Empty title={t('connections.none')}>{t('connections.none.why')}</Empty>}
            row={one => <Row one={one} change={() => setOpen(one)} />}
          />
        </Card>
        <FollowedFiles />
      </div>
      <Dialog open={open !== null} onClose={close} title={t(open === 'new' ? 'connections.add' : 'connections.change')} side>
        {open && <ConnectionForm one={open === 'new' ? null : open} onDone={close} />}
      </Dialog>
    </Page>
  )
}

function Row({ one, change }: { one: One; change: () => void }) {
  const t = useText(messages)
  const may = useMay()
  return (
    <div className="stack">
      <div className="row wrap">
        <span className="grow stack">
          <b>Zendesk</b>
          <span className="sm dim">{`${one.address.replace(/^https?:\/\//, '')} · ${one.source} · ${one.email}`}</span>
        </span>
        <State one={one} />
      </div>
      <Outcome one={one} />
      {one.problem && !one.running && (
        <div className="row wrap sm">
          <Signal kind="bad">{t(`connections.wrong.${one.problem}`)}</Signal>
          {one.problemSaid && <span className="dim">{t('connections.said', { said: one.problemSaid })}</span>}
        </div>
      )}
      <div className="row wrap">
        {may('connections.change') && <Acts one={one} change={change} />}
        <Hours id={one.id} source={one.source} />
      </div>
    </div>
  )
}

function State({ one: { running, waitsUntil, pausedAt, pulledAt, stream, problem } }: { one: One }) {
  const t = useText(messages)
  const { time } = useFormats()
  if (pausedAt) return <span className="sm soft">{t('connections.paused')}</span>
  if (waitsUntil) return <span className="sm soft">{t('connections.waits', { at: time(waitsUntil) })}</span>
  if (running)
    return <span className="sm soft">{stream ? t('connections.reading', { what: t(streamKey(stream)) }) : t('connections.begins')}</span>
  if (problem) return null
  if (!pulledAt) return <span className="sm soft">{t('connections.never')}</span>
  return (
    <Signal kind="good">
      {t('connections.pulled')} <Ago at={pulledAt} />
    </Signal>
  )
}

const streams = ['tickets', 'ticket_metric_events', 'schedules', 'calls', 'satisfaction_ratings', 'survey_responses'] as const
const streamKey = (name: string) => `connections.stream.${streams.find(one => one === name) ?? 'tickets'}` as const

/** What the pull that is under way, or the last one, has brought; what there was none of; when the next one is. */
function Outcome({ one: { begunAt, running, read, added, changed, refused, absent, nextAt } }: { one: One }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  return (
    <div className="sm soft stack" role="status">
      {begunAt && <p>{t(running ? 'connections.so-far' : 'connections.last', { read, added, changed, refused })}</p>}
      {absent.length > 0 && <p>{t('connections.absent', { what: absent.map(name => t(streamKey(name))).join(', ') })}</p>}
      {nextAt && <p>{t('connections.next', { at: dateTime(nextAt) })}</p>}
    </div>
  )
}

const refresh = [listConnections]

/** What they reckon within opening hours, beside ours. */
function Hours({ id, source }: { id: string; source: string }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Act words={t('hours')} of={source} run={() => setOpen(true)} />
      <Dialog open={open} onClose={() => setOpen(false)} title={t('hours')} side>
        {open && (
          <Suspense fallback={<Loading />}>
            <ComparedHours id={id} />
          </Suspense>
        )}
      </Dialog>
    </>
  )
}

function Acts({ one, change }: { one: One; change: () => void }) {
  const t = useText(messages)
  const { id, source, pausedAt, running } = one
  const send = useSend(changeConnection, { refresh })
  const pull = useSend(pullConnection, { refresh })
  const stop = useSend(stopPull, { refresh })
  const end = useSend(endConnection, { refresh, onDone: () => notice({ tone: 'good', text: t('connections.ended', { source }) }) })
  const ask = async () => {
    const question = {
      title: t('connections.end.title', { source }),
      text: t('connections.end.why', { source }),
      button: t('connections.end'),
    }
    if (await confirm(question)) end.mutate({ id })
  }
  return (
    <span className="row wrap">
      {running ? (
        <Act words={t('connections.stop')} of={source} waiting={stop.isPending} run={() => stop.mutate({ id })} />
      ) : (
        !pausedAt && <Act words={t('connections.pull')} of={source} waiting={pull.isPending} run={() => pull.mutate({ id })} />
      )}
      <Test id={id} source={source} />
      <Act words={t('connections.change')} of={source} run={change} />
      <Act
        words={t(pausedAt ? 'connections.go-on' : 'connections.pause')}
        of={source}
        waiting={send.isPending}
        run={() => send.mutate({ id, paused: !pausedAt })}
      />
      <Act words={t('connections.end')} of={source} waiting={end.isPending} run={() => void ask()} />
    </span>
  )
}

/** A button of one row, whose name says which row. */
const Act = ({ words, of, waiting = false, run }: { words: string; of: string; waiting?: boolean; run: () => void }) => (
  <Button variant="subtle" size="compact-sm" loading={waiting} onClick={run} aria-label={`${words}: ${of}`}>
    {words}
  </Button>
)

function Test({ id, source }: { id: string; source: string }) {
  const t = useText(messages)
  const test = useSend(tryConnectionAgain, {
    onDone: ({ problem, name }) =>
      notice(
        problem
          ? { tone: 'bad', text: t(`connections.wrong.${problem}`) }
          : { tone: 'good', text: t('connections.tried', { name: name ?? '' }) },
      ),
  })
  return <Act words={t('connections.try')} of={source} waiting={test.isPending} run={() => test.mutate({ id })} />
}
