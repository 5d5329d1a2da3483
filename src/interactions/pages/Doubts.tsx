import { Button, Checkbox } from '@mantine/core'
import { mergeAccounts } from '#customers/api.ts'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Card, confirm, Empty, List, notice, Page, PageTabs, Select } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { countDoubts, type Doubt, type DoubtKind, decideDoubt, decideDoubts, doubtKinds, listDoubts } from '../doubt-api.ts'
import messages from '../messages/index.ts'
import { Names } from './names.tsx'
import { DoubtsShown } from './search.ts'
import './doubts.css'

/** Records that contradict another one or the clock, and names that are nobody yet: what a person has to decide. */
export default function Doubts() {
  const t = useText(messages)
  return (
    <Page title={t('doubts')} sentence={t('doubts.why')}>
      <PageTabs of="/settings" />
      <div className="doubts">
        <Records />
        <Names />
      </div>
    </Page>
  )
}

function Records() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/settings/doubts', DoubtsShown)
  const { kinds } = useAsk(countDoubts, {})
  const shown = { ...(search.kind ? { kind: search.kind } : {}), decided: search.decided ?? ('no' as const) }
  const list = useList(listDoubts, shown)
  const open = (kind: DoubtKind) => kinds.find(one => one.kind === kind)?.open ?? 0
  const options = doubtKinds.map(kind => ({ value: kind, label: t('kind.with-count', { kind: t(`kind.${kind}`), n: open(kind) }) }))
  return (
    <Card flush>
      <div className="pad">
        <h2>{t('records')}</h2>
        <p className="sm soft">{search.kind ? t(`rule.${search.kind}`) : t('records.why')}</p>
      </div>
      <List
        list={list}
        label={t('records')}
        keyOf={one => one.id}
        empty={<Empty title={t('none')}>{t('none.why')}</Empty>}
        tools={
          <>
            <Select
              aria-label={t('kind')}
              placeholder={t('kind.all')}
              data={options}
              value={search.kind ?? null}
              clearable
              onChange={kind => setSearch({ kind: (kind as DoubtKind | null) ?? undefined })}
            />
            <Checkbox
              label={t('decided')}
              checked={shown.decided === 'yes'}
              onChange={event => setSearch({ decided: event.currentTarget.checked ? 'yes' : undefined })}
            />
            {search.kind && search.kind !== 'account-twice' && shown.decided === 'no' && open(search.kind) > 1 && (
              <All kind={search.kind} count={open(search.kind)} />
            )}
          </>
        }
        row={one => <Record one={one} />}
      />
    </Card>
  )
}

/** The record, the one that it contradicts, and what is decided: one under the other where the page is narrow. */
function Record({ one }: { one: Item<typeof listDoubts> }) {
  const t = useText(messages)
  return (
    <div className="doubt">
      <div className="stack">
        <span className="sm soft">{t(`kind.${one.kind}`)}</span>
        <Told one={one.about} />
      </div>
      <div className="stack">
        {one.other && (
          <>
            <span className="sm soft">{t('other')}</span>
            <Told one={one.other} />
          </>
        )}
      </div>
      <Decide one={one} />
    </div>
  )
}

function Told({ one }: { one: Doubt['about'] }) {
  const t = useText(messages)
  const { dateTime } = useFormats()
  if (!one) return <span className="dim">{t('gone')}</span>
  return (
    <div>
      <b dir="auto">{one.who ?? t('nobody')}</b>
      <p className="sm dim">
        {one.source} · {dateTime(one.at)}
        {one.endedAt && ` – ${dateTime(one.endedAt)}`}
      </p>
    </div>
  )
}

const touched = [listDoubts, countDoubts]

function Decide({ one }: { one: Item<typeof listDoubts> }) {
  const t = useText(messages)
  const send = useSend(decideDoubt, { refresh: touched })
  const twins = one.kind === 'account-twice'
  const name = one.about?.who ?? one.about?.source ?? ''
  const button = (decision: 'count' | 'leave-out', words: string) => (
    <Button
      variant={one.decision === decision ? 'light' : 'default'}
      size="compact-sm"
      aria-pressed={one.decision === decision}
      aria-label={`${words}: ${name}`}
      loading={send.isPending}
      onClick={() => send.mutate({ id: one.id, decision })}
    >
      {words}
    </Button>
  )
  return (
    <div className="row wrap">
      {button('count', t(twins ? 'two' : 'count'))}
      {twins ? <Merge one={one} /> : button('leave-out', t('leave-out'))}
    </div>
  )
}

function Merge({ one: { about, other } }: { one: Item<typeof listDoubts> }) {
  const t = useText(messages)
  const send = useSend(mergeAccounts, { refresh: touched })
  if (!about || !other) return null
  const names = { name: about.who ?? '', into: other.who ?? '' }
  const ask = async () => {
    if (await confirm({ title: t('merge.title', names), text: t('merge.why'), button: t('one') }))
      send.mutate({ id: other.id, loserId: about.id })
  }
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={send.isPending}
      onClick={() => void ask()}
      aria-label={`${t('one')}: ${names.name}`}
    >
      {t('one')}
    </Button>
  )
}

function All({ kind, count }: { kind: DoubtKind; count: number }) {
  const t = useText(messages)
  const send = useSend(decideDoubts, {
    refresh: touched,
    onDone: ({ decided }) => notice({ tone: 'good', text: t('all.done', { n: decided }) }),
  })
  const ask = async (decision: 'count' | 'leave-out', words: string) => {
    if (await confirm({ title: t('all.title', { n: count }), text: t('all.why'), button: words })) send.mutate({ kind, decision })
  }
  return (
    <>
      <Button variant="default" onClick={() => void ask('count', t('all.count'))}>
        {t('all.count')}
      </Button>
      <Button variant="default" onClick={() => void ask('leave-out', t('all.leave-out'))}>
        {t('all.leave-out')}
      </Button>
    </>
  )
}
