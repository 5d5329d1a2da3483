import { day, hour } from './calendar.ts'
import type { Market } from './market.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import { dealBreaker } from './truths.ts'

/** Each account asks itself once a month whether to stay: the worse the experience, the likelier the end. */
export function considerLeaving(stage: Stage, market: Market, dice: Random, dayIndex: number) {
  for (let account = 1 + (dayIndex % 30); account <= market.accounts; account += 30) {
    if (market.leftAt[account] === 0 && dice.chance(leaveShare(market.mood[account]!)))
      stage.later((8 + 10 * dice.share()) * hour, () => leave(stage, market, account))
  }
}

/** Half a per cent a month for the content, ten times that and more for the angry. */
const leaveShare = (mood: number) => 0.005 + 0.5 * Math.max(0, 0.68 - mood) ** 1.3

function leave(stage: Stage, market: Market, account: number) {
  if (market.leftAt[account] !== 0) return
  market.leftAt[account] = stage.now
  const endedOn = stage.calendar.on(Math.floor((stage.now - stage.calendar.startsAt) / day))
  stage.tell({ kind: 'account-left', at: stage.now, account, endedOn })
}

/** The planted deal-breaker: whoever had a payout held decides once, however kind the help was. */
export function holdPayout(stage: Stage, market: Market, dice: Random, account: number) {
  if (market.heldAt[account] !== 0) return
  market.heldAt[account] = stage.now
  if (!dice.chance(dealBreaker.leaveShare)) return
  stage.later((5 + dice.share() * (dealBreaker.withinDays - 8)) * day, () => leave(stage, market, account))
}
