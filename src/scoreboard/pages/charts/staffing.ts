import type { Draw } from './chart.tsx'

type Slot = { time: string; needed: { low: number; middle: number; high: number }; there: number | null }

/** Who is needed at three volumes as steps, and who was there as a filled step: where it lies below, people wait. */
export const staffingOption =
  (slots: readonly Slot[]): Draw =>
  c => {
    const steps = (id: 'low' | 'middle' | 'high', colour: string, type: string) => ({
      id,
      type: 'line',
      step: 'middle',
      symbol: 'none',
      lineStyle: { color: colour, type, width: 2 },
      data: slots.map(({ needed }) => needed[id]),
    })
    return {
      grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
      xAxis: {
        type: 'category',
        data: slots.map(({ time }) => time),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: c.lineStrong } },
        axisLabel: { color: c.ink3, hideOverlap: true },
      },
      yAxis: { type: 'value', min: 0, minInterval: 1, splitLine: { show: false }, axisLabel: { color: c.ink3 } },
      series: [
        {
          id: 'there',
          type: 'line',
          step: 'middle',
          symbol: 'none',
          lineStyle: { color: c.s2, width: 2 },
          areaStyle: { color: c.s2, opacity: 0.2 },
          data: slots.map(({ there }) => there),
        },
        steps('low', c.lineStrong, 'dotted'),
        steps('middle', c.s1, 'solid'),
        steps('high', c.late, 'dashed'),
      ],
    }
  }
