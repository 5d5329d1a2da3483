import { twoSided } from '../chance/normal.ts'
import { dispersionOf, type Rate, type RateRatio, rateRatio, total } from './rate-ratio.ts'

/** From which week on something happens more often, how many times as often, and how likely chance alone would look like it. */
export type Growth = { since: number; ratio: RateRatio; chance: number; before: Rate; after: Rate }

/**
 * Looks for the one week from which a rate is higher than before: the split with the greatest likelihood ratio, corrected for how many splits were tried and
 * for weeks that differ more than chance. Null when it did not rise or there are too few weeks.
 * @param least weeks on either side
 * @see Worsley (1986), Biometrika 73: a change point in a sequence of counts
 */
export function growthOf(weeks: readonly Rate[], least = 4): Growth | null {
  const splits = Array.from({ length: Math.max(0, weeks.length - 2 * least + 1) }, (_, at) => at + least)
  const tried = splits.map(since => ({ since, gain: gainOf(weeks, since) })).filter(({ gain }) => Number.isFinite(gain))
  const best = tried.reduce<(typeof tried)[number] | null>((top, one) => (top && top.gain >= one.gain ? top : one), null)
  if (!best || best.gain <= 0) return null
  const [early, late] = [weeks.slice(0, best.since), weeks.slice(best.since)]
  const [before, after] = [total(early), total(late)]
  const dispersion = dispersionOf(early, late)
  // One-sided: only a rise is looked for.
  const chance = Math.min(1, (twoSided(Math.sqrt(best.gain / dispersion)) / 2) * splits.length)
  return { since: best.since, ratio: rateRatio(before, after, { dispersion }), chance, before, after }
}

/** Twice the log of the likelihood ratio of two rates against one; nought when it fell. */
function gainOf(weeks: readonly Rate[], since: number): number {
  const [before, after] = [total(weeks.slice(0, since)), total(weeks.slice(since))]
  if (before.exposure === 0 || after.exposure === 0) return Number.NaN
  if (after.count / after.exposure <= before.count / before.exposure) return 0
  const rate = (before.count + after.count) / (before.exposure + after.exposure)
  return 2 * [before, after].reduce((sum, { count, exposure }) => sum + (count === 0 ? 0 : count * Math.log(count / (rate * exposure))), 0)
}

/** So sure a rise has to be before what was earlier is left out. */
const CLEAR = 0.01

/**
 * What a time after is held against: all of the year before, or only the weeks since it last clearly rose. Not the last months alone: a cause is picked
 * because it had bad weeks, and would look better afterwards by itself (regression to the mean).
 */
export function baseOf(weeks: readonly Rate[]): readonly Rate[] {
  const rise = growthOf(weeks)
  return rise && rise.chance < CLEAR ? weeks.slice(rise.since) : weeks
}
