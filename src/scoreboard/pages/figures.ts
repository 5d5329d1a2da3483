import { useMemo } from 'react'
import type { z } from 'zod'
import type { Described } from '#metrics/api.ts'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

export type Metric = z.output<typeof Described>
type Unit = Metric['unit']
type Range = { low: number | null; high: number | null }

/** The interval of a mean knows nothing of nought; time and counts do. */
const least = (unit: Unit, low: number) => (unit === 'seconds' || unit === 'count' ? Math.max(0, low) : low)

/** Fewer are shown grey, with their likely range only. */
export const SURE = 30

/** How a figure is written with its unit, the same in all four languages' digits: 85.4%, 1:23, +38, 5.27. The same object until the language changes. */
export function useFigures() {
  const t = useText(messages)
  const { number, duration } = useFormats()
  return useMemo(() => {
    const seconds = (value: number) => {
      const size = Math.abs(value)
      if (size < 60) return t('unit.seconds', { n: number(value, size < 10 && value !== Math.round(value) ? 1 : 0) })
      if (size < 3600) return t('unit.minutes', { m: Math.trunc(value / 60), s: String(Math.floor(size % 60)).padStart(2, '0') })
      return (value < 0 ? '−' : '') + duration(size / 60)
    }
    const write: Record<Unit, (value: number, digits: number) => string> = {
      share: (value, digits) => `${number(value * 100, digits)}%`,
      points: value => `${value > 0 ? '+' : ''}${number(value)}`.replace('-', '−'),
      score: value => number(value, 2),
      count: value => number(value, Math.abs(value) < 100 ? 2 : 0),
      seconds,
    }
    const value = (unit: Unit, one: number) => (write[unit] ?? write.count)(one, 1)
    const round = (unit: Unit, one: number) => (write[unit] ?? write.count)(one, 0)
    const range = (unit: Unit, { low, high }: Range) =>
      low === null || high === null ? '' : t('likely', { low: round(unit, least(unit, low)), high: round(unit, high) })
    /** How much more or less: points of a share are points, not percent of it. */
    const change = (unit: Unit, one: number) =>
      unit === 'share' ? t('unit.points', { n: number(Math.abs(one * 100), 1) }) : value(unit, Math.abs(one)).replace('+', '')
    return { value, round, range, change, number }
  }, [t, number, duration])
}
