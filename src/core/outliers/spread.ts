import { normalBelow } from '../chance/normal.ts'

/** One rep: a figure on a scale where its variance is known (`y`, `variance`). */
export type Unit = { y: number; variance: number }

/** A proportion of `hits` in `total` on the arcsine scale, where its variance depends on n only. @see Anscombe (1948), Biometrika 35 */
export const ofShare = ({ hits, total }: { hits: number; total: number }): Unit => ({
  y: Math.asin(Math.sqrt((hits + 3 / 8) / (total + 3 / 4))),
  variance: 1 / (4 * total + 2),
})

/** Back from the arcsine scale to a share 0–1. */
export const shareOf = (y: number): number => Math.sin(Math.min(Math.PI / 2, Math.max(0, y))) ** 2

/** How much reps differ beyond chance: between-variance τ² (moments), I² the share of the spread that is not chance, the common mean and its error². */
export type Spread = { mean: number; meanVariance: number; tau2: number; i2: number; q: number }

/** @see DerSimonian & Laird (1986), Controlled Clinical Trials 7; Higgins & Thompson (2002) for I² */
export function spreadOf(units: readonly Unit[], leastTau2 = 0): Spread {
  const weights = units.map(({ variance }) => 1 / variance)
  const fixed = weighted(units, weights)
  const q = units.reduce((total, { y }, index) => total + weights[index]! * (y - fixed.mean) ** 2, 0)
  const sum = weights.reduce((a, b) => a + b, 0)
  const scale = sum - weights.reduce((a, b) => a + b * b, 0) / sum
  const tau2 = units.length < 2 ? 0 : Math.max(0, (q - (units.length - 1)) / scale)
  const used = Math.max(tau2, leastTau2)
  const random = weighted(
    units,
    units.map(({ variance }) => 1 / (variance + used)),
  )
  return { mean: random.mean, meanVariance: 1 / random.sum, tau2, i2: q > 0 ? Math.max(0, (q - (units.length - 1)) / q) : 0, q }
}

function weighted(units: readonly Unit[], weights: readonly number[]) {
  const sum = weights.reduce((a, b) => a + b, 0)
  return { mean: units.reduce((total, { y }, index) => total + weights[index]! * y, 0) / sum, sum }
}

/** How often chance alone spreads so many units at least this far: the upper tail of χ². @see Wilson & Hilferty (1931) for the approximation */
export const chance = (q: number, degrees: number): number =>
  1 - normalBelow(((q / degrees) ** (1 / 3) - (1 - 2 / (9 * degrees))) / Math.sqrt(2 / (9 * degrees)))
