import { type Funnel, funnelOf } from '#core/outliers/funnel.ts'
import type { Draw } from './chart.tsx'

export type Rep = { id: string; name: string; n: number; value: number; outlier: 'better' | 'worse' | null }
type Funneled = { reps: readonly Rep[]; axis: (value: number) => string; count: string }

/** Who is how far from all, for how many there are of theirs: limits widened by how much people differ anyway, and dotted those of chance alone. */
export function funnelOption({ reps, axis, count }: Funneled): Draw {
  const funnel = funnelOf(reps.map(({ n, value }) => ({ hits: n * value, total: n })))
  const most = Math.max(...reps.map(({ n }) => n)) * 1.08
  const sizes = Array.from({ length: 40 }, (_, at) => Math.max(1, (most * (at + 1)) / 40))
  const shares = reps.map(({ value }) => value)
  const room = Math.max(0.08, (Math.max(...shares) - Math.min(...shares)) * 0.6)
  return c => ({
    grid: { left: 8, right: 20, top: 16, bottom: 26, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: Math.ceil(most / 10) * 10,
      name: count,
      nameLocation: 'middle',
      nameGap: 26,
      splitLine: { show: false },
      axisLabel: { color: c.ink3 },
      axisLine: { show: true, lineStyle: { color: c.lineStrong } },
    },
    yAxis: {
      type: 'value',
      min: Math.max(0, Math.min(...shares) - room),
      max: Math.min(1, Math.max(...shares) + room),
      splitLine: { show: false },
      axisLabel: { color: c.ink3, formatter: axis },
    },
    series: [
      ...[
        { id: '95', z: 1.96, tau2: funnel.tau2, type: 'solid' },
        { id: '99.8', z: 3.09, tau2: funnel.tau2, type: 'dashed' },
        { id: 'chance', z: 1.96, tau2: 0, type: 'dotted' },
      ].flatMap(({ id, z, tau2, type }) =>
        [-z, z].map(side => ({
          id: `${id} ${side}`,
          type: 'line',
          symbol: 'none',
          silent: true,
          lineStyle: { color: type === 'dotted' ? c.lineStrong : c.brand, type, width: 1.3 },
          data: sizes.map(n => [n, limit(funnel, n, side, tau2)]),
        })),
      ),
      {
        id: 'reps',
        type: 'scatter',
        data: reps.map(({ n, value, name, outlier }) => ({
          value: [n, value],
          symbol: outlier ? 'diamond' : 'circle',
          symbolSize: outlier ? 15 : 10,
          itemStyle: outlier
            ? { color: outlier === 'better' ? c.good : c.late }
            : { color: c.surface, borderColor: c.ink2, borderWidth: 2 },
          label: { show: outlier !== null, formatter: name, position: 'right', color: c.ink, fontWeight: 600 },
        })),
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { color: c.lineStrong, type: 'solid' },
          label: { formatter: axis(Math.sin(funnel.target) ** 2), color: c.ink2, position: 'insideEndTop' },
          data: [{ yAxis: Math.sin(funnel.target) ** 2 }],
        },
      },
    ],
  })
}

/** On the arcsine scale, back to a share. @see Spiegelhalter (2005) */
const limit = ({ target }: Funnel, n: number, z: number, tau2: number) =>
  Math.sin(Math.min(Math.PI / 2, Math.max(0, target + z * Math.sqrt(1 / (4 * n) + tau2)))) ** 2
