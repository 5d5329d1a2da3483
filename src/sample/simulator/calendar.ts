import type { Day, Instant } from './records.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export type SimulatedDay = { index: number; on: Day; weekday: number; startsAt: Instant }

/** The days of the simulation in the workspace's zone; the last one holds `until`. */
export function calendar(until: Date, zone: string, days: number) {
  const last = Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const first = last.subtract({ days: days - 1 })
  const plain = (index: number) => first.add({ days: index })
  const make = (index: number): SimulatedDay => {
    const date = plain(index)
    const startsAt = date.toZonedDateTime(zone).epochMilliseconds
    return { index, on: date.toString(), weekday: date.dayOfWeek, startsAt }
  }
  // Made once: asking the zone for every step would cost more than all the rest.
  const all = Array.from({ length: days + 10 }, (_, index) => make(index))
  const at = (index: number) => all[index] ?? make(index)
  return { days, startsAt: at(0).startsAt, at, on: (index: number) => plain(index).toString() }
}
export type Calendar = ReturnType<typeof calendar>

/** Whole seconds only: nothing finer than a person's clock is told. */
export const toSecond = (at: number): Instant => Math.round(at / second) * second
