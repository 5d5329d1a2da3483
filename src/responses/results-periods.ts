import { addDays, dayOf, daysBetween, monthOf, startOfDay, weekOf } from '#core/time/days.ts'
import type { Period } from './filters-api.ts'

/** More points than this say nothing on a page, and months do instead of weeks. */
const MOST_WEEKS = 40

/** Weeks where there are few enough of them to be seen, else months. */
export const usualPeriod = (first: Date, last: Date, zone: string): Period =>
  daysBetween(dayOf(first, zone), dayOf(last, zone)) <= MOST_WEEKS * 7 ? 'week' : 'month'

/** The first days of all weeks (Monday) or months from one instant to another, in the workspace's zone. */
export function periodDays(first: Date, last: Date, every: Period, zone: string): string[] {
  const begin = every === 'week' ? weekOf : monthOf
  const days = [begin(dayOf(first, zone))]
  const end = begin(dayOf(last, zone))
  while (days.at(-1)! < end) days.push(every === 'week' ? addDays(days.at(-1)!, 7) : monthOf(addDays(days.at(-1)!, 31)))
  return days
}

/** When these days begin there: an hour that is skipped or doubled moves none of them. */
export const startsOf = (days: readonly string[], zone: string): Date[] => days.map(day => startOfDay(day, zone))
