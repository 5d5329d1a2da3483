import { SegmentedControl } from '@mantine/core'
import { type Out, useAsk } from '#ui/api.ts'
import { Card, Empty, Page, PageTabs, Section, Select, Signal, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { growing, pareto } from '../api.ts'
import messages from '../messages/index.ts'
import { ParetoSearch } from './search.ts'
import './actions.css'

type Answer = Out<typeof pareto>
type Bar = Answer['items'][number]
const spans = [30, 90, 180, 365] as const

/** Few causes make most of the trouble: the largest first, with their running share; and those that grow. */
export default function Pareto() {
  const t = useText(messages)
  const { search } = usePlace('/actions/causes', ParetoSearch)
  const { days = 90, by = 'cases', under } = search
  const answer = useAsk(pareto, { days, by, ...(under && { under }) })
  return (
    <Page title={t('causes')} sentence={useSentence(answer, days)}>
      <PageTabs of="/actions" />
      <Growing />
      <Tools />
      {answer.under && (
        <p className="sm">
          <To page="/actions/causes" search={{ ...search, under: undefined }}>
            {t('pareto.top')}
          </To>{' '}
          › {answer.under.name}
        </p>
      )}
      <Card>
        {answer.items.length === 0 ? (
          <Empty title={t('pareto.none')}>{t('pareto.none-why')}</Empty>
        ) : (
          <ol className="pareto" aria-label={t('causes')}>
            {answer.items.map(bar => (
              <Row key={bar.cause.id} bar={bar} most={answer.items[0]!.share} by={by} />
            ))}
          </ol>
        )}
        <p className="xs dim">
          {answer.items.length > 0 && t('pareto.legend')} {answer.uncaused > 0 && t('pareto.uncaused', { n: answer.uncaused })}
        </p>
      </Card>
    </Page>
  )
}

/** How few make four fifths. */
function useSentence({ items, caused }: Answer, days: number): string {
  const t = useText(messages)
  const few = items.findIndex(bar => bar.cumulative >= 0.8) + 1
  if (items.length === 0 || few === 0) return t('pareto.sentence-none')
  return t('pareto.sentence', { few, all: items.length, caused, days })
}

function Tools() {
  const t = useText(messages)
  const may = useMay()('revenue.read')
  const { search, setSearch } = usePlace('/actions/causes', ParetoSearch)
  const by = (['cases', 'customers', ...(may ? ['revenue' as const] : [])] as const).map(value => ({ value, label: t(`by.${value}`) }))
  return (
    <div className="tools">
      <SegmentedControl
        aria-label={t('by')}
        data={by}
        value={search.by ?? 'cases'}
        onChange={value => setSearch({ by: value === 'cases' ? undefined : (value as 'customers') })}
      />
      <Select
        aria-label={t('span')}
        allowDeselect={false}
        data={spans.map(n => ({ value: String(n), label: t('span.days', { n }) }))}
        value={String(search.days ?? 90)}
        onChange={value => setSearch({ days: Number(value) })}
      />
    </div>
  )
}

function Row({ bar, most, by }: { bar: Bar; most: number; by: 'cases' | 'customers' | 'revenue' }) {
  const t = useText(messages)
  const { number } = useFormats()
  const { cause, share, cumulative } = bar
  return (
    <li className="pareto-row">
      <div className="what">
        <To page="/actions/causes/$id" params={{ id: cause.id }} className="b">
          {cause.name}
        </To>
        <p className="xs dim">
          {[bar.topic?.name, bar.actions > 0 ? t('acting', { n: bar.actions }) : t('acting.none')].filter(Boolean).join(' · ')}
        </p>
        {bar.below > 0 && (
          <To page="/actions/causes" search={{ under: cause.id, by: by === 'cases' ? undefined : by }} className="xs">
            {t('below', { n: bar.below })}
          </To>
        )}
      </div>
      <svg className="pareto-bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="4" width={(100 * share) / most} height="12" />
        <path d={`M${100 * cumulative} 0V20`} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className="num sm pareto-end">
        <b>{sizeOf(bar, by, number)}</b>
        <span className="dim">{t('cumulative', { share: number(100 * cumulative) })}</span>
        <To
          page="/inbox"
          search={{ cause: cause.id, view: 'all', order: 'newest' }}
          aria-label={t('cases-of', { n: bar.cases, name: cause.name })}
        >
          {t('cases.n', { n: bar.cases })}
        </To>
      </div>
    </li>
  )
}

function sizeOf({ cases, customers, revenue }: Bar, by: 'cases' | 'customers' | 'revenue', number: (n: number) => string): string {
  if (by === 'cases') return number(cases)
  if (by === 'customers') return number(customers)
  return (revenue ?? []).map(({ currency, monthly }) => `${number(monthly)} ${currency ?? ''}`).join(' + ') || '0'
}

/** Beyond chance, each held against its own year. */
function Growing() {
  const t = useText(messages)
  const may = useMay()('actions.change')
  const { date, number } = useFormats()
  const { items, looked } = useAsk(growing, {})
  if (items.length === 0) return looked > 0 ? <p className="sm soft">{t('growing.none', { n: looked })}</p> : null
  return (
    <Section title={t('growing')}>
      <ul className="grown">
        {items.map(({ cause, sure, sinceAt, ratio, casesSince, actions }) => (
          <li key={cause.id} className="card pad">
            <div className="row between wrap">
              <To page="/actions/causes/$id" params={{ id: cause.id }} className="b">
                {cause.name}
              </To>
              <Signal kind={sure ? 'bad' : 'few'}>
                {t(sure ? 'growing.since' : 'growing.maybe', { day: date(sinceAt), n: casesSince })}
              </Signal>
            </div>
            <p className="sm soft">
              {ratio.value === null || ratio.high === null
                ? t('growing.new')
                : t('growing.times', { value: number(ratio.value, 1), low: number(ratio.low, 1), high: number(ratio.high, 1) })}
            </p>
            {actions > 0 ? (
              <To page="/actions" search={{ cause: cause.id }} className="sm">
                {t('acting', { n: actions })}
              </To>
            ) : (
              may && (
                <To page="/actions" search={{ new: cause.id }} className="as-button">
                  {t('act')}
                </To>
              )
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
