import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/api.ts'
import { Card, Signal } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Compared, readFalseSuccess } from '../false-success-api.ts'
import messages from '../messages/index.ts'
import { filterAsked, whenAsked, whoseAsked } from './asked.ts'
import { useFigures } from './figures.ts'
import { MetricLink, useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'

/** Fewer minutes but more repeats, by its name; on the page of a figure only where that figure is part of it. */
export function FalseSuccess({ of }: { of?: string }) {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard', BoardSearch)
  const { data } = useQuery(ask(readFalseSuccess, { ...whoseAsked(search), ...whenAsked(search), ...filterAsked(search) }))
  if (!data?.found) return null
  const told = [data.speed, ...data.repeats.filter(({ worse }) => worse)]
  if (of && !told.some(({ metric }) => metric.id === of)) return null
  return (
    <Card label={t('false-success')} className="false-success">
      <h2>
        <Signal kind="bad">{t('false-success')}</Signal>
      </h2>
      <p className="sm soft">{t('false-success.why')}</p>
      <ul className="stack">
        {told.map(one => (
          <li key={one.metric.id}>
            <Change one={one} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Change({ one: { metric, now, before, change, worse } }: { one: Compared }) {
  const t = useText(messages)
  const write = useFigures()
  const words = useMetricWords()
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const figure = (value: number | null) => (value === null ? '–' : write.value(metric.unit, value))
  const size = (value: number) => `${value < 0 ? '−' : '+'}${write.change(metric.unit, value)}`
  // Those who came back, not all who were counted.
  const hit = !worse || metric.unit !== 'share' ? undefined : metric.better === 'up' ? 'no' : 'yes'
  const more = worse && metric.unit === 'count' ? { above: 2 } : {}
  return (
    <span className="row wrap between">
      <span className="stack">
        <MetricLink id={metric.id} />
        <span className="sm num">
          {t('false-success.change', {
            before: figure(before.value),
            many: write.number(before.n),
            now: figure(now.value),
            n: write.number(now.n),
            low: size(change!.low),
            high: size(change!.high),
          })}
        </span>
      </span>
      <button
        type="button"
        className="as-link sm no-print"
        aria-label={t('behind.of', { metric: words.name(metric.id) })}
        onClick={() => setSearch({ open: metric.id, who: search.of, hit, ...more }, { replace: false })}
      >
        {t('behind')}
      </button>
    </span>
  )
}
