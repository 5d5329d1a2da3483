import { byWall } from './local.ts'

/** `['09:00', '17:00']`; `24:00` is the day's end; a period that ends before it begins runs past midnight. */
export type Period = readonly [from: string, to: string]
/** When a team works: periods by weekday (0 is Monday), days off as `2024-12-25`, in one IANA zone. */
export type Schedule = {
  zone: string
  week: { readonly [weekday: number]: readonly Period[] }
  holidays: readonly string[]
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** A schedule that opens only on days that are all holidays must not be searched for ever. */
const YEARS_AHEAD = 10

/** Working minutes from one instant to another; 0 when `to` is not after `from`. */
export function workingMinutes(from: Date, to: Date, schedule: Schedule): number {
  let worked = 0
  for (const [start, end] of openings(from, to, schedule)) worked += Math.min(end, to.getTime()) - Math.max(start, from.getTime())
  return worked / MINUTE
}

/**
 * The instant by which so many working minutes have passed. Time runs to the very end of a period: 60 minutes from 16:00 end at 17:00,
 * not next morning. Null when the schedule never gives so much time within ten years; no minutes end at `from` itself.
 */
export function addWorkingTime(from: Date, minutes: number, schedule: Schedule): Date | null {
  if (minutes <= 0) return from
  let left = minutes * MINUTE
  const horizon = new Date(from.getTime() + YEARS_AHEAD * 366 * DAY)
  for (const [start, end] of openings(from, horizon, schedule)) {
    const begin = Math.max(start, from.getTime())
    if (end - begin >= left) return new Date(begin + left)
    left -= end - begin
  }
  return null
}

/** Whether the team works at this instant; a period's end is already outside. */
export function isOpen(at: Date, schedule: Schedule): boolean {
  for (const [start, end] of openings(at, new Date(at.getTime() + 1), schedule)) return start <= at.getTime() && at.getTime() < end
  return false
}

/** Open stretches that touch [from, to), in order and without overlap. Begins two days early: for zones ahead, and for nights. */
function* openings(from: Date, to: Date, schedule: Schedule): Generator<[number, number]> {
  if (!Object.values(schedule.week).some(periods => periods.length > 0)) return
  const off = new Set(schedule.holidays.map(day => Date.parse(day) / DAY))
  let done = from.getTime()
  for (let day = Math.floor(done / DAY) - 2; byWall(day * DAY, schedule.zone) < to.getTime(); day++) {
    for (const [opens, closes] of off.has(day) ? [] : periodsOf(day, schedule)) {
      const start = Math.max(opens, done)
      if (closes <= start || start >= to.getTime()) continue
      yield [start, closes]
      done = closes
    }
  }
}

/**
 * `day` counts from 1970-01-01, a Thursday. The wall clock decides, so a period over a change of the clocks is an hour shorter or longer.
 */
function periodsOf(day: number, { week, zone }: Schedule): [number, number][] {
  const periods = (week[(day + 3) % 7] ?? []).map(([from, to]): [number, number] => {
    const opens = minuteOf(from)
    const closes = minuteOf(to)
    const end = closes > opens ? closes : closes + 1440
    return [byWall(day * DAY + opens * MINUTE, zone), byWall(day * DAY + end * MINUTE, zone)]
  })
  return periods.sort(([a], [b]) => a - b)
}

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
