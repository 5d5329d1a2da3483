import { addDays } from '#core/time/days.ts'
import type { Period, Schedule } from '#core/time/working-hours.ts'

const DAY = 1440
const MOST_DAYS = 366

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Minutes since Sunday's midnight, as Zendesk keeps them, in pairs; its days begin with Sunday, ours with Monday. */
export function scheduleOf(zone: string, intervals: readonly number[], holidays: readonly string[]): Schedule {
  const week: Record<number, Period[]> = {}
  for (let at = 0; at + 1 < intervals.length; at += 2) {
    const [from, to] = [intervals[at]!, intervals[at + 1]!]
    const day = Math.floor(from / DAY)
    if (to <= from || day > 6) continue
    ;(week[(day + 6) % 7] ??= []).push([clock(from % DAY), clock(Math.min(to - day * DAY, DAY))])
  }
  return { zone, week, holidays }
}

/** Every day of a holiday, its last one included. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < MOST_DAYS; day = addDays(day, 1)) days.push(day)
  return days
}
