import { useMemo } from 'react'
import { readOutliers } from '#metrics/api.ts'
import { type Out, useAsk } from '#ui/api.ts'
import { Grid, Signal, useMe } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { Chart } from './charts/chart.tsx'
import { funnelOption, type Rep } from './charts/funnel.ts'
import { useFigures } from './figures.ts'
import type { Part } from './Metric.tsx'
import { MetricSearch } from './search.ts'

type Outliers = Out<typeof readOutliers>
type Standing = Outliers['rows'][number]

/** Is anyone really different? Only for who leads people: nobody is ranked, and chance is not blamed. */
export function FunnelOf(part: Part) {
  const { workspace } = useMe()
  if (!part.metric.comparable || !['manager', 'head'].includes(workspace?.role ?? '')) return null
  return <Compared {...part} />
}

function Compared({ metric, days }: Part) {
  const t = useText(messages)
  const write = useFigures()
  const found = useAsk(readOutliers, { id: metric.id, ...days })
  const { setSearch } = usePlace('/metrics/$id', MetricSearch)
  const reps = useMemo(() => repsOf(found.rows), [found.rows])
  const count = t('funnel.count')
  const draw = useMemo(
    () =>
      !found.differ || reps.length < 2 || metric.unit !== 'share'
        ? null
        : funnelOption({ reps, axis: one => write.round(metric.unit, one), count }),
    [reps, found.differ, count, metric.unit, write],
  )
  const open = (who: string) => setSearch({ level: 'member', open: metric.id, who }, { replace: false })
  return (
    <Chart
      title={t('funnel')}
      answer={<Answer found={found} />}
      draw={draw}
      onPick={(at, series) => series === 'reps' && open(reps[at]!.id)}
      table={<Table found={found} metric={metric} open={open} />}
    >
      <p className="xs dim">{metric.unit === 'share' ? t('funnel.legend') : t('funnel.times')}</p>
    </Chart>
  )
}

const repsOf = (rows: readonly Standing[]): Rep[] =>
  rows.flatMap(({ id, name, n, value, adjusted, outlier }) => (value === null ? [] : [{ id, name, n, value: adjusted ?? value, outlier }]))

/** Three answers, the first first: do people differ at all? */
function Answer({ found: { differ, rows } }: { found: Outliers }) {
  const t = useText(messages)
  if (!differ) return t('funnel.few')
  const apart = rows.filter(({ outlier }) => outlier !== null)
  if (differ.byChance && apart.length === 0) return t('funnel.chance')
  return apart.length === 0 ? t('funnel.spread') : t('funnel.apart', { n: apart.length, names: apart.map(({ name }) => name).join(', ') })
}

function Table({ found, metric, open }: { found: Outliers; metric: Part['metric']; open: (who: string) => void }) {
  const t = useText(messages)
  const write = useFigures()
  return (
    <Grid
      label={t('funnel')}
      rows={found.rows}
      keyOf={row => row.id}
      columns={[
        {
          key: 'name',
          head: t('level.one.member'),
          cell: row => (
            <button type="button" className="as-link cell" onClick={() => open(row.id)}>
              {row.name}
            </button>
          ),
        },
        { key: 'value', head: t('table.value'), num: true, cell: row => (row.value === null ? '–' : write.value(metric.unit, row.value)) },
        { key: 'range', head: t('table.range'), num: true, cell: row => write.range(metric.unit, row) || '–' },
        { key: 'n', head: t('table.n'), num: true, cell: row => write.number(row.n) },
        {
          key: 'mix',
          head: t('funnel.mix'),
          num: true,
          cell: row => (row.adjusted === null ? '–' : write.value(metric.unit, row.adjusted)),
        },
        { key: 'stands', head: t('funnel.stands'), cell: row => <Stands row={row} /> },
      ]}
    />
  )
}

function Stands({ row: { outlier, z } }: { row: Standing }) {
  const t = useText(messages)
  if (z === null) return <Signal kind="few" />
  if (outlier === null) return <Signal kind="in">{t('stands.in')}</Signal>
  return <Signal kind={outlier === 'better' ? 'up' : 'down'}>{outlier === 'better' ? t('stands.better') : t('stands.worse')}</Signal>
}
