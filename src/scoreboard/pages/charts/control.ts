import type { Trend } from '../../metric-api.ts'
import type { Draw } from './chart.tsx'

type Texts = { axis: (value: number) => string; label: (on: string) => string; target: string }
type Control = Texts & { trend: Trend; aim: number | null; notes: readonly { on: string; words: string }[]; sure: number }

/** A control chart: the likely range of each point, limits as dashes, signals as diamonds, notes as posts. */
export const controlOption =
  ({ trend: { points }, aim, notes, sure, axis, label, target }: Control): Draw =>
  (c, width) => ({
    grid: { left: 8, right: 20, top: 26, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: points.map(({ on }) => label(on)),
      axisLine: { lineStyle: { color: c.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: c.ink3, hideOverlap: true, interval: Math.max(0, Math.ceil(points.length / Math.max(3, width / 90)) - 1) },
    },
    yAxis: { type: 'value', scale: true, splitLine: { show: false }, axisLabel: { color: c.ink3, formatter: axis } },
    series: [
      {
        id: 'ranges',
        type: 'custom',
        silent: true,
        renderItem: range(c.brand),
        encode: { x: 0, y: [1, 2] },
        data: points.flatMap(({ low, high }, at) => (low === null || high === null ? [] : [[at, low, high]])),
      },
      ...(['low', 'high'] as const).map(end => ({
        id: end,
        type: 'line',
        step: 'middle',
        symbol: 'none',
        silent: true,
        lineStyle: { color: c.brand, type: 'dashed', width: 1.3 },
        data: points.map(({ limits }) => limits?.[end] ?? null),
        connectNulls: true,
      })),
      {
        id: 'centre',
        type: 'line',
        symbol: 'none',
        silent: true,
        lineStyle: { color: c.lineStrong, width: 1 },
        data: points.map(({ limits }) => limits?.centre ?? null),
        connectNulls: true,
      },
      {
        id: 'points',
        type: 'line',
        symbolSize: 7,
        lineStyle: { color: c.s1, width: 2 },
        data: points.map(one => ({ value: one.value, ...knot(one, c, sure) })),
        markLine: { symbol: 'none', silent: true, data: [...posts(points, notes, c), ...peg(aim, target, c)] },
      },
    ],
  })

type Point = Trend['points'][number]
type Colours = Parameters<Draw>[0]

/** A diamond is a signal, a hollow ring may not be relied on yet. */
function knot({ signals, n, cut, unsettled }: Point, c: Colours, sure: number) {
  if (signals.length > 0) return { symbol: 'diamond', symbolSize: 13, itemStyle: { color: c.late } }
  const hollow = n < sure || cut || unsettled
  return { symbol: 'circle', itemStyle: hollow ? { color: c.surface, borderColor: c.unsure, borderWidth: 2 } : { color: c.s1 } }
}

const posts = (points: readonly Point[], notes: Control['notes'], c: Colours) =>
  notes.flatMap(({ on, words }) => {
    const at = points.findIndex(({ from, to }) => from <= on && on < to)
    if (at < 0) return []
    const label = { formatter: words.length > 22 ? `${words.slice(0, 21)}…` : words, color: c.gold, fontSize: 11 }
    return [{ xAxis: at, lineStyle: { color: c.gold, type: 'dotted', width: 2 }, label }]
  })

const peg = (aim: number | null, target: string, c: Colours) =>
  aim === null
    ? []
    : [
        {
          yAxis: aim,
          lineStyle: { color: c.ink, type: 'dashed', width: 1.5 },
          label: { formatter: target, color: c.ink2, position: 'insideEndTop' },
        },
      ]

type Api = { value: (at: number) => number; coord: (at: number[]) => number[]; style: (more: object) => object }

/** A likely range is a thin post. */
const range = (colour: string) => (_: unknown, api: Api) => {
  const [x, low] = api.coord([api.value(0), api.value(1)])
  const [, high] = api.coord([api.value(0), api.value(2)])
  return {
    type: 'line',
    shape: { x1: x, y1: low, x2: x, y2: high },
    style: { stroke: colour, lineWidth: 5, opacity: 0.22, lineCap: 'butt' },
  }
}
