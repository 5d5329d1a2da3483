import { agenda } from './agenda.ts'
import { type Calendar, calendar, toSecond } from './calendar.ts'
import { type Random, random } from './random.ts'
import type { Instant, SampleRecord } from './records.ts'
import { type Scale, scaleOf } from './scale.ts'
import type { SimulationOptions } from './truths.ts'

/** What every part of the simulation stands on: the time, what is still to come, chance, and whom to tell. */
export type Stage = {
  now: Instant
  /** Where the story ends. */
  until: Instant
  scale: Scale
  calendar: Calendar
  tell: (record: SampleRecord) => void
  /** Runs it then, if that is before the end. */
  at: (then: Instant, run: () => void) => void
  /** Runs it so many milliseconds from now. */
  later: (milliseconds: number, run: () => void) => void
  chance: (stream: string) => Random
  /** The next number of its kind, from 1. */
  number: (kind: 'contact' | 'case' | 'feedback') => number
}

export function stage(options: SimulationOptions) {
  const scale = scaleOf(options.size)
  const days = calendar(options.until, options.zone, scale.days)
  const plan = agenda()
  const until = options.until.getTime()
  const told: SampleRecord[] = []
  const last = { contact: 0, case: 0, feedback: 0 }
  const at = (then: Instant, run: () => void) => {
    if (then <= until) plan.add(Math.max(self.now, toSecond(then)), run)
  }
  const self: Stage = {
    now: days.startsAt,
    until,
    scale,
    calendar: days,
    tell: record => told.push(record),
    at,
    later: (milliseconds, run) => at(self.now + milliseconds, run),
    chance: stream => random(options.seed, stream),
    number: kind => ++last[kind],
  }

  function* play(): Generator<SampleRecord> {
    yield* told.splice(0)
    for (let entry = plan.next(); entry && entry.at <= until; entry = plan.next()) {
      self.now = entry.at
      entry.run()
      if (told.length > 0) {
        for (const record of told) yield record
        told.length = 0
      }
    }
  }
  return { self, play }
}
