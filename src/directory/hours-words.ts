import { z } from 'zod'
import { day } from '#kernel/input.ts'

const time = z.string().refine(text => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text), 'time')

/** Part of a working day, on one or several weekdays (1 is Monday, 7 is Sunday). */
export const Period = z
  .strictObject({ days: z.array(z.int().min(1).max(7)).min(1).max(7), from: time, to: time })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'ends-first' })
export type Period = z.output<typeof Period>

export const WorkingHours = z
  .strictObject({ periods: z.array(Period).min(1).max(50), holidays: z.array(day).max(1_000) })
  .superRefine(({ periods }, ctx) => {
    const second = overlapping(periods)
    if (second !== null) ctx.addIssue({ code: 'custom', path: ['periods', second, 'from'], message: 'overlap' })
  })
export type WorkingHours = z.output<typeof WorkingHours>

/** The place of the first period that begins before another of the same day has ended. */
function overlapping(periods: Period[]): number | null {
  const found = periods.findIndex((one, at) => periods.slice(0, at).some(other => meet(one, other)))
  return found < 0 ? null : found
}

const meet = (one: Period, other: Period) => one.days.some(day => other.days.includes(day)) && one.from < other.to && other.from < one.to

const zones = new Set(Intl.supportedValuesOf('timeZone'))
/** A zone that clocks can be set by: `Asia/Vientiane`. */
export const Zone = z.string().refine(zone => zones.has(zone) || isZone(zone), 'zone')

function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}

/** Monday to Friday, 8 to 17 with an hour's lunch: shown at the first run, to be changed there. */
export const usualHours: WorkingHours = {
  periods: [
    { days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' },
  ],
  holidays: [],
}
