import { Z95 } from './share.ts'

/** One group of people: how many were asked, and the additive parts of what those said who answered. */
export type Stratum = { asked: number; n: number; sum: number; sumSquares: number }
export type Weighted = {
  value: number
  low: number
  high: number
  n: number
  /** As many answers drawn evenly would be as sure as these (Kish). */
  effective: number
  /** Share (0..1) of those asked whose group answered at all: only for them it speaks. */
  covered: number
}

/**
 * A mean as it would be if each group had answered as often as it was asked. Groups without an answer cannot be weighted and are left out.
 * Null where nobody answered.
 * @see Holt & Smith (1979), Post Stratification; Kish (1965), Survey Sampling, for the effective n
 */
export function postStratified(strata: readonly Stratum[]): Weighted | null {
  const heard = strata.filter(({ n, asked }) => n > 0 && asked > 0)
  const asked = heard.reduce((sum, one) => sum + one.asked, 0)
  if (asked === 0) return null
  const shares = heard.map(one => ({ ...one, share: one.asked / asked, mean: one.sum / one.n }))
  const value = shares.reduce((sum, { share, mean }) => sum + share * mean, 0)
  const pooled = pooledVariance(heard)
  const spread = Z95 * Math.sqrt(shares.reduce((sum, { share, n }) => sum + (share ** 2 * pooled) / n, 0))
  const effective = 1 / shares.reduce((sum, { share, n }) => sum + share ** 2 / n, 0)
  const n = heard.reduce((sum, one) => sum + one.n, 0)
  return {
    value,
    low: value - spread,
    high: value + spread,
    n,
    effective,
    covered: asked / strata.reduce((sum, one) => sum + one.asked, 0),
  }
}

/** Within the groups, together: a group of one has no spread of its own. */
function pooledVariance(strata: readonly Stratum[]): number {
  const squares = strata.reduce((sum, one) => sum + one.sumSquares - one.sum ** 2 / one.n, 0)
  const freedom = strata.reduce((sum, one) => sum + one.n - 1, 0)
  return freedom > 0 ? Math.max(0, squares) / freedom : 0
}
