import { hour, type SimulatedDay } from './calendar.ts'
import { type Random, weighted } from './random.ts'
import type { Channel, Instant } from './records.ts'
import type { Stage } from './stage.ts'
import { type Cause, type CauseKey, causes } from './topics.ts'
import { actedOn, dayAfter, doubling } from './truths.ts'

/** Shares of a day's matters by hour: shops open, the noon rush, and the evening count. */
const byHour = [1, 0.5, 0.3, 0.2, 0.3, 0.8, 2, 5, 9, 11, 10, 8.5, 6, 7.5, 8.5, 8, 7.5, 7, 6, 5, 3, 2, 1.6, 1.3]
const byWeekday = [1.2, 1.08, 1.02, 1, 1.12, 0.9, 0.68]

const hours = weighted(byHour)
const meanWeekday = byWeekday.reduce((sum, share) => sum + share, 0) / 7

export type Arrival = { at: Instant; cause: Cause; channel: Channel }

/** The matters that come up on a day: more of them than chance alone would spread, as in real centres. */
export function arrivals(stage: Stage, dice: Random, today: SimulatedDay): Arrival[] {
  const drawn = causesOn(today.index, stage.scale.days)
  const mean = (stage.scale.matters / stage.scale.days / meanExtra) * drawn.extra * (byWeekday[today.weekday - 1]! / meanWeekday)
  const count = dice.poisson(mean * Math.exp(0.12 * dice.normal() - 0.0072))
  return Array.from({ length: count }, () => {
    const at = today.startsAt + (hours.at(dice.share()) + dice.share()) * hour
    return { at, cause: causes[drawn.at(dice.share())]!, channel: channelAt(dice, at - today.startsAt) }
  })
}

/** Nobody answers the phone at night: then people write. */
function channelAt(dice: Random, intoDay: number): Channel {
  const open = intoDay >= 8 * hour && intoDay < 19.75 * hour
  const share = dice.share()
  if (!open) return share < 0.12 ? 'chat' : 'email'
  return share < 0.6 ? 'call' : share < 0.8 ? 'chat' : 'email'
}

/** From which share of the days on a cause comes so many times as often as its weight says. */
const changes: readonly { from: number; cause: CauseKey; factor: number }[] = [
  { from: actedOn.afterShareOfDays, cause: actedOn.cause, factor: actedOn.factor },
  { from: actedOn.actedAfterShareOfDays, cause: actedOn.cause, factor: actedOn.factorSince },
  { from: doubling.afterShareOfDays, cause: doubling.cause, factor: doubling.factor },
]
const factorAt = (cause: CauseKey, share: number) => changes.findLast(change => change.cause === cause && change.from <= share)?.factor ?? 1

const usual = causes.reduce((sum, cause) => sum + cause.weight, 0)
/** Times in which every cause keeps its frequency; what comes more often comes on top of the others, it does not replace them. */
const times = [0, ...changes.map(change => change.from)].map((from, at) => {
  const drawn = weighted(causes.map(({ cause, weight }) => weight * factorAt(cause, from)))
  return { from, until: changes[at]?.from ?? 1, at: drawn.at, extra: drawn.total / usual }
})
const meanExtra = times.reduce((sum, { from, until, extra }) => sum + extra * (until - from), 0)
const causesOn = (index: number, days: number) => times.findLast(time => dayAfter(days, time.from) <= index)!
