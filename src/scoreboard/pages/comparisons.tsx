import { useAsk } from '#ui/api.ts'
import { Card, Empty, Section, Signal } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Comparison, compareBenchmarks } from '../benchmarks-api.ts'
import messages from '../messages/index.ts'
import { type Metric, useFigures } from './figures.ts'

/** What others reach, held against our own figure of the same year. */
export function Comparisons({ metric }: { metric: Metric }) {
  const t = useText(messages)
  const { items } = useAsk(compareBenchmarks, { id: metric.id })
  const all = (
    <To page="/scoreboard/benchmarks" search={{ metric: metric.id }} className="sm">
      {t('benchmarks.all')}
    </To>
  )
  return (
    <div className="compared">
      <Section title={t('benchmarks.others')} aside={all}>
        <Card flush>
          {items.length === 0 ? (
            <Empty title={t('benchmarks.none-here')} />
          ) : (
            <ul className="rows" aria-label={t('benchmarks.others')}>
              {items.map(one => (
                <li key={one.benchmark.id}>
                  <Against one={one} metric={metric} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      </Section>
    </div>
  )
}

function Against({ one: { benchmark, ours }, one, metric }: { one: Comparison; metric: Metric }) {
  const t = useText(messages)
  const write = useFigures()
  const { name, year, unit, value, n } = benchmark
  return (
    <span className="row wrap between">
      <span className="stack">
        <span className="b">{t('benchmark.line', { name, year: String(year), value: write.value(unit, value) })}</span>
        {n !== null && <span className="sm dim num">{t('n', { n: write.number(n) })}</span>}
        {ours?.value != null && <Ours figure={{ ...ours, value: ours.value }} year={year} unit={metric.unit} />}
      </span>
      <Verdict one={one} metric={metric} />
    </span>
  )
}

type OursProps = { figure: { n: number; value: number; low: number | null; high: number | null }; year: number; unit: Metric['unit'] }

function Ours({ figure, year, unit }: OursProps) {
  const t = useText(messages)
  const write = useFigures()
  const facts = { value: write.value(unit, figure.value), range: write.range(unit, figure), n: write.number(figure.n) }
  return <span className="sm dim num">{t('benchmark.ours', { year: String(year), ...facts })}</span>
}

function Verdict({ one: { benchmark, change, verdict }, metric }: { one: Comparison; metric: Metric }) {
  const t = useText(messages)
  const write = useFigures()
  if (benchmark.misfit) return <Signal kind="few">{t(`benchmark.misfit.${benchmark.misfit}`)}</Signal>
  if (verdict === 'no-figure') return <Signal kind="few">{t('benchmark.no-figure', { year: String(benchmark.year) })}</Signal>
  if (!change) return <Signal kind="few">{t('benchmark.untestable')}</Signal>
  if (!change.seen) return <Signal kind="in">{t('funnel.chance')}</Signal>
  const more = change.value > 0
  const [near, far] = more ? [change.low, change.high] : [change.high, change.low]
  const size = (one: number) => write.change(metric.unit, one)
  const better = metric.better === null ? 'in' : (metric.better === 'up') === more ? 'good' : 'bad'
  const facts = { by: size(change.value), low: size(near), high: size(far) }
  return <Signal kind={better}>{t(more ? 'benchmark.above' : 'benchmark.below', facts)}</Signal>
}
