import { addDays, daysBetween, monthOf, weekOf } from '#core/time/days.ts'
import type { steps } from './metric-api.ts'
import type { Days } from './periods.ts'

export type Step = (typeof steps)[number]
/** A piece of time on an axis: its name there, and the days behind it. */
export type Piece = Days & { on: string }

const HALF_HOURS_DAYS = 7

/** What suits a time of this length: pieces that are neither a handful nor a thousand. */
export const stepFor = (days: Days): Step => (daysBetween(days.from, days.to) <= 2 ? 'half-hour' : 'week')

/** The time that is drawn: a control chart needs some twenty pieces, so it begins earlier than the period does. */
export function timeOf(step: Step, { from, to }: Days): Days {
  const last = addDays(to, -1)
  const earliest = {
    'half-hour': from < addDays(to, -HALF_HOURS_DAYS) ? addDays(to, -HALF_HOURS_DAYS) : from,
    day: min(from, addDays(to, -30)),
    week: min(weekOf(from), addDays(weekOf(last), -7 * 25)),
    month: min(monthOf(from), monthsBefore(monthOf(last), 23)),
  }[step]
  return { from: earliest, to }
}

const min = (a: string, b: string) => (a < b ? a : b)
const monthsBefore = (day: string, months: number) => Temporal.PlainDate.from(day).subtract({ months }).toString()
const monthAfter = (day: string) => Temporal.PlainDate.from(day).add({ months: 1 }).toString()

/** Every piece of the time, whether anything happened in it or not. */
export function piecesOf(step: Step, { from, to }: Days): Piece[] {
  const pieces: Piece[] = []
  const next = {
    'half-hour': (day: string) => addDays(day, 1),
    day: (day: string) => addDays(day, 1),
    week: (day: string) => addDays(day, 7),
    month: monthAfter,
  }[step]
  for (let day = from; day < to; day = next(day)) {
    const days = { from: day, to: next(day) }
    if (step === 'half-hour') pieces.push(...halfHours.map(time => ({ on: `${day}T${time}`, ...days })))
    else pieces.push({ on: day, ...days })
  }
  return pieces
}

const halfHours = Array.from({ length: 48 }, (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`)
