/** A reading of calendar and clock, in no zone yet; month 1–12. */
export type Reading = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

const DAY = 86_400_000
const MOST_DAYS = 5000
/** Per zone: day number → offset in ms where it holds all day, null where the clocks change. */
const offsets = new Map<string, Map<number, number | null>>()

/** Whether the calendar has this day and the clock this time; 24:00 is allowed and means the day's end. */
export function exists({ year, month, day, hour, minute, second, millisecond }: Reading): boolean {
  if (year < 1800 || year > 2399 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  return hour < 24 ? minute < 60 && second < 60 : hour === 24 && minute + second + millisecond === 0
}

/** As if read in UTC, in epoch milliseconds. */
export const asUtc = (on: Reading): number => Date.UTC(on.year, on.month - 1, on.day, on.hour, on.minute, on.second, on.millisecond)

/** The instant of a reading in a zone. An hour that occurs twice means the first, one that was skipped means as much later. */
export const asLocal = (on: Reading, zone: string): number => byWall(asUtc(on), zone)

/** The same for a wall clock's time which is written as if it were UTC. */
export function byWall(utc: number, zone: string): number {
  if (zone === 'UTC') return utc
  const offset = offsetOn(Math.floor(utc / DAY), zone)
  return offset === null ? byTemporal(utc, zone) : utc - offset
}

function offsetOn(dayNumber: number, zone: string): number | null {
  const days = daysOf(zone)
  const known = days.get(dayNumber)
  if (known !== undefined) return known
  if (days.size >= MOST_DAYS) days.clear()
  const start = dayNumber * DAY - byTemporal(dayNumber * DAY, zone)
  const end = (dayNumber + 1) * DAY - byTemporal((dayNumber + 1) * DAY, zone)
  days.set(dayNumber, start === end ? start : null)
  return start === end ? start : null
}

function daysOf(zone: string): Map<number, number | null> {
  const known = offsets.get(zone)
  if (known) return known
  const made = new Map<number, number | null>()
  offsets.set(zone, made)
  return made
}

const byTemporal = (utc: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO('UTC').toPlainDateTime().toZonedDateTime(zone).epochMilliseconds

const daysIn = (year: number, month: number) => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
