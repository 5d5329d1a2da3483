import type { Draw } from './chart.tsx'

type Bin = { from: number; to: number; n: number }
type Marks = readonly { value: number; label: string }[]

/** How single values lie; posts where a half, and nine of ten, are below. Bars begin at nought. */
export const binsOption =
  (bins: readonly Bin[], axis: (value: number) => string, marks: Marks): Draw =>
  (c, width) => ({
    grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: bins.map(({ from }) => axis(from)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: c.lineStrong } },
      axisLabel: { color: c.ink3, hideOverlap: true, interval: Math.max(0, Math.ceil(bins.length / Math.max(3, width / 90)) - 1) },
    },
    yAxis: { type: 'value', splitLine: { show: false }, axisLabel: { color: c.ink3 } },
    series: [
      {
        id: 'bins',
        type: 'bar',
        barCategoryGap: '12%',
        itemStyle: { color: c.brand, opacity: 0.75 },
        data: bins.map(({ n }) => n),
        markLine: {
          symbol: 'none',
          silent: true,
          data: marks.flatMap(({ value, label }) => {
            const at = bins.findIndex(({ from, to }) => from <= value && value < to)
            return at < 0
              ? []
              : [{ xAxis: at, lineStyle: { color: c.ink, type: 'dashed', width: 1.5 }, label: { formatter: label, color: c.ink2 } }]
          }),
        },
      },
    ],
  })
