import { SegmentedControl } from '@mantine/core'
import { listMetrics } from '#metrics/api.ts'
import { useAsk, useList } from '#ui/api.ts'
import { Dialog, Empty, List, Said } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { type Behind, listBehind } from '../api.ts'
import messages from '../messages/index.ts'
import { closed, filterAsked, only } from './asked.ts'
import { useChannelName } from './channels.ts'
import { type Metric, useFigures } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'

type Days = { from: string; to: string }

/** What the open figure counts: interactions, cases, words, readings, with the people in them. */
export function BehindFigure({ days, of }: { days: Days; of?: string | undefined }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  return (
    <Dialog side open={search.open !== undefined} onClose={() => setSearch(closed)} title={t('behind')}>
      {search.open && (
        <Inside
          id={search.open}
          of={of}
          days={search.start && search.end ? { from: search.start, to: search.end } : { from: days.from, to: days.to }}
        />
      )}
    </Dialog>
  )
}

type Props = { days: Days /** Whose, where the address does not say it. */; of: string | undefined }

function Inside({ id, ...props }: Props & { id: string }) {
  const { items } = useAsk(listMetrics, {})
  const metric = items.find(one => one.id === id)
  return metric ? <Found metric={metric} {...props} /> : null
}

function Found({ metric, days, of }: Props & { metric: Metric }) {
  const t = useText(messages)
  const { date } = useFormats()
  const words = useMetricWords()
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const whose = of ? { level: 'member' as const, of } : search.level && search.who ? { level: search.level, of: search.who } : {}
  const list = useList(listBehind, {
    id: metric.id,
    ...days,
    ...whose,
    ...filterAsked(search),
    ...only(search, ['time', 'above', 'below']),
    ...(search.hit && { hit: search.hit === 'yes' ? 'true' : 'false' }),
  })
  const last = new Date(Date.parse(`${days.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const hits = ['all', 'yes', 'no'].map(value => ({ value, label: t(`hit.${value as 'all'}`) }))
  const choose = (value: string) => setSearch({ hit: value === 'all' ? undefined : (value as 'yes') })
  return (
    <div className="stack">
      <p className="sm soft">
        <b>{words.name(metric.id)}</b> · {t('days', { from: date(days.from), to: date(last) })}
        {search.time && `, ${search.time}`}
      </p>
      {metric.unit === 'share' && <SegmentedControl aria-label={t('hit')} data={hits} value={search.hit ?? 'all'} onChange={choose} />}
      <List
        list={list}
        label={t('behind')}
        keyOf={one => one.ref}
        empty={<Empty title={t('behind.none')}>{t('behind.none-why')}</Empty>}
        row={one => <OneFact fact={one} metric={metric} />}
      />
    </div>
  )
}

function OneFact({ fact, metric }: { fact: Behind; metric: Metric }) {
  const inside = <FactLine fact={fact} metric={metric} />
  if (fact.feedbackId && !fact.caseId)
    return (
      <To page="/inbox/feedback/$id" params={{ id: fact.feedbackId }}>
        {inside}
      </To>
    )
  if (fact.caseId)
    return (
      <To page="/inbox/$id" params={{ id: fact.caseId }}>
        {inside}
      </To>
    )
  if (fact.customer)
    return (
      <To page="/customers/$id" params={{ id: fact.customer.id }}>
        {inside}
      </To>
    )
  return inside
}

function FactLine({ fact, metric }: { fact: Behind; metric: Metric }) {
  const t = useText(messages)
  const channelName = useChannelName()
  const { dateTime } = useFormats()
  const title = fact.customer?.name || fact.words || t(`kind.${fact.kind}`)
  const said = fact.customer && fact.words ? fact.words : null
  const about = [fact.channel && channelName(fact.channel), fact.topic, fact.member?.name].filter(Boolean).join(' · ')
  return (
    <div className="fact">
      <span className="row between">
        <Said text={title} language={fact.customer ? null : fact.language} size="name" />
        <b className="num nowrap sm">
          <Counted fact={fact} metric={metric} />
        </b>
      </span>
      {said && <Said text={said} language={fact.language} size="clip" />}
      <span className="xs dim">
        {dateTime(fact.at)}
        {about && ` · ${about}`}
      </span>
    </div>
  )
}

function Counted({ fact: { value }, metric }: { fact: Behind; metric: Metric }) {
  const t = useText(messages)
  const write = useFigures()
  if (value === null) return null
  if (metric.unit === 'share') return value === 1 ? t('hit.one') : t('hit.miss')
  return metric.unit === 'points' ? write.number(value) : write.value(metric.unit, value)
}
