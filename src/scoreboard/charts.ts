import { type Limits, laneyStretch, pChart, signals, uChart, xmr } from '#core/control-charts/charts.ts'
import type { Metric } from '#kernel/metric.ts'
import type { Point, Trend } from './metric-api.ts'

type Drawn = Omit<Point, 'limits' | 'signals'>
type Sure = Drawn & { value: number }

/** Fewer whole pieces than this have no limits: nobody knows yet where it wanders. */
const FEWEST = 8

/** Limits and signals. What is cut or may still change draws no limit and is no signal: it would be one of the calendar. */
export function controlled(
  { rule }: Pick<Metric, 'rule'>,
  points: readonly Drawn[],
  days: (one: Drawn) => number,
): Pick<Trend, 'chart' | 'points'> {
  const sure = points.filter((one): one is Sure => one.value !== null && !one.cut && !one.unsettled)
  if (sure.length < FEWEST) return { chart: null, points: points.map(one => ({ ...one, limits: null, signals: [] })) }
  const { chart, limits } = limitsOf(String(rule.kind), sure, days)
  const found = signals(sure.map(measured(chart, days)), limits)
  const places = new Map(sure.map((one, at) => [one.on, at]))
  return {
    chart,
    points: points.map(one => {
      const at = places.get(one.on)
      if (at === undefined) return { ...one, limits: null, signals: [] }
      return {
        ...one,
        limits: scaled(limits[at]!, chart, days(one)),
        signals: found.filter(signal => signal.at === at).map(signal => signal.rule),
      }
    }),
  }
}

/** A count is held against counts of as long a time. */
const measured = (chart: Trend['chart'], days: (one: Drawn) => number) => (one: Sure) => (chart === 'u' ? one.value / days(one) : one.value)
const scaled = (limits: Limits, chart: Trend['chart'], days: number): Limits =>
  chart === 'u' ? { centre: limits.centre * days, low: limits.low * days, high: limits.high * days } : limits

function limitsOf(kind: string, sure: readonly Sure[], days: (one: Drawn) => number): { chart: Trend['chart']; limits: Limits[] } {
  if (kind === 'share') {
    const parts = sure.map(({ n, value }) => ({ total: n, hits: Math.round(n * value) }))
    // Where all or none hit there is no spread to stretch.
    const stretch = laneyStretch(parts)
    return stretch > 1 ? { chart: 'laney', limits: pChart(parts, stretch) } : { chart: 'p', limits: pChart(parts) }
  }
  if (kind === 'count') return { chart: 'u', limits: uChart(sure.map(one => ({ count: one.value, exposure: days(one) }))) }
  const { centre, low, high } = xmr(sure.map(({ value }) => value))!
  return { chart: 'xmr', limits: sure.map(() => ({ centre, low, high })) }
}
