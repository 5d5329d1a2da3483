import { hour, type SimulatedDay } from './calendar.ts'
import { type Random, weighted } from './random.ts'
import type { Channel, Instant } from './records.ts'
import type { Stage } from './stage.ts'
import { type Cause, causes } from './topics.ts'
import { doublesFromDay, doubling } from './truths.ts'

/** Shares of a day's matters by hour: shops open, the noon rush, and the evening count. */
const byHour = [1, 0.5, 0.3, 0.2, 0.3, 0.8, 2, 5, 9, 11, 10, 8.5, 6, 7.5, 8.5, 8, 7.5, 7, 6, 5, 3, 2, 1.6, 1.3]
const byWeekday = [1.2, 1.08, 1.02, 1, 1.12, 0.9, 0.68]

const hours = weighted(byHour)
const meanWeekday = byWeekday.reduce((sum, share) => sum + share, 0) / 7

export type Arrival = { at: Instant; cause: Cause; channel: Channel }

/** The matters that come up on a day: more of them than chance alone would spread, as in real centres. */
export function arrivals(stage: Stage, dice: Random, today: SimulatedDay): Arrival[] {
  const drawn = drawnCauses(today.index >= doublesFromDay(stage.scale.days))
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

const usual = weighted(causes.map(cause => cause.weight))
const after = weighted(causes.map(cause => cause.weight * (cause.cause === doubling.cause ? doubling.factor : 1)))
const meanExtra = 1 + (after.total / usual.total - 1) * (1 - doubling.afterShareOfDays)
/** A doubled cause comes on top of the others, it does not replace them. */
const drawnCauses = (doubled: boolean) => ({ at: (doubled ? after : usual).at, extra: doubled ? after.total / usual.total : 1 })
