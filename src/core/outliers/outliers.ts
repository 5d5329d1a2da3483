import { normalBelow, twoSided } from '../chance/normal.ts'
import { adjusted } from './adjust.ts'
import { spreadOf, type Unit } from './spread.ts'

/** The smallest spread between reps that is ever assumed: on the arcsine scale about 4 points at 82 %. */
const FLOOR_SHARE = 0.05
/** Below so many reps nobody is compared. */
export const FEWEST = 5

/** Where a rep stands against the others: `z` in their standard deviations, `q` the share of false alarms among those flagged so. */
export type Place = { z: number; p: number; q: number; others: number; tau2: number }

/**
 * Each rep against all the others: their mean and spread without this one (so that an outlier does not hide itself), spread never below the
 * floor, and the share of false alarms held over all of them. Two who stray together would hide each other, and a third: whoever strays further than one in
 * twenty does by chance, if there is more than one such, and whoever is found, is left out of what the others are held against, and all are looked at again.
 * Teams in which nobody differs are accused no oftener for it (bench: teams). Null for fewer than five reps: then only own history and the company's target.
 * @see metrics.md 3; DerSimonian & Laird (1986); Benjamini & Hochberg (1995); Hadi & Simonoff (1993) for leaving out those who stray
 */
export function places(units: readonly Unit[], floor = FLOOR_SHARE): Place[] | null {
  if (units.length < FEWEST) return null
  let apart = strayers(units, floor)
  for (;;) {
    const found = placesWithout(units, apart, floor)
    const known = new Set([...apart, ...found.keys().filter(at => stands(found[at]!))])
    if (known.size === apart.size || units.length - known.size < FEWEST) return found
    apart = known
  }
}

const STRAYS = 0.05

/** Those who stray, where there are several and enough others are left. */
function strayers(units: readonly Unit[], floor: number): ReadonlySet<number> {
  const found = placesWithout(units, new Set(), floor)
  const astray = new Set([...found.keys()].filter(at => found[at]!.p < STRAYS))
  return astray.size < 2 || units.length - astray.size < FEWEST ? new Set() : astray
}

function placesWithout(units: readonly Unit[], apart: ReadonlySet<number>, floor: number): Place[] {
  const found = units.map((unit, at) => {
    const others = units.filter((_, other) => other !== at && !apart.has(other))
    return against(unit, others, floor)
  })
  const q = adjusted(found.map(({ p }) => p))
  return found.map((place, at) => ({ ...place, q: q[at]! }))
}

function against({ y, variance }: Unit, others: readonly Unit[], floor: number) {
  const { mean, meanVariance, tau2 } = spreadOf(others, floor ** 2)
  const used = Math.max(tau2, floor ** 2)
  const z = (y - mean) / Math.sqrt(variance + used + meanVariance)
  return { z, p: twoSided(z), others: mean, tau2: used }
}

/** Whether the figure is beyond what chance and the usual differences explain. */
export const stands = ({ q }: Pick<Place, 'q'>, most = 0.05): boolean => q < most

/**
 * From whom can we learn: the probability that a rep's true level lies more than `delta` above the mean, by shrinking each towards it.
 * Works where the spread is real but nobody is an outlier; where reps do not differ (τ² = 0) the answer is that nobody stands above. Who stands apart below
 * is no part of that mean and spread: beside two who do badly everybody else would look as if there was something to learn from them.
 * @param delta on the scale of `y`
 * @returns a probability for each; `learn from` at 0.9 or more
 * @see Efron & Morris (1975), Data analysis using Stein's estimator
 */
export function above(units: readonly Unit[], delta: number, floor = FLOOR_SHARE): number[] {
  const found = places(units, floor)
  const { mean, tau2 } = spreadOf(units.filter((_, at) => !found || found[at]!.z > 0 || !stands(found[at]!)))
  return units.map(({ y, variance }) => {
    if (tau2 === 0) return 0
    const kept = tau2 / (tau2 + variance)
    return 1 - normalBelow((mean + delta - (mean + kept * (y - mean))) / Math.sqrt(kept * variance))
  })
}
