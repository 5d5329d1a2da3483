/** Additive: a team's share is the sum of its people's parts. */
export type Share = { hits: number; total: number }
/** A figure with its 95 % interval. */
export type Estimate = { value: number; low: number; high: number }

/** The two-sided 95 % point of the normal distribution. */
export const Z95 = 1.959963984540054

/** Sums of parts: a team's share is computed from its people's parts, never from their percentages. */
export const add = (a: Share, b: Share): Share => ({ hits: a.hits + b.hits, total: a.total + b.total })

/**
 * Share (0..1) with the Wilson score interval: stays inside 0..1 and is honest about a rep with nine contacts. Null for none.
 * @see Brown, Cai & DasGupta (2001), Interval Estimation for a Binomial Proportion
 */
export function estimate({ hits, total }: Share, z = Z95): Estimate | null {
  if (total === 0) return null
  const p = hits / total
  const centre = p + z ** 2 / (2 * total)
  const spread = z * Math.sqrt((p * (1 - p)) / total + z ** 2 / (4 * total ** 2))
  const scale = 1 + z ** 2 / total
  return { value: p, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}

/** Funnel-plot limits: how far a unit of this size may stray from its group by chance alone. Null where there is no group. */
export function limits(group: Share, total: number, z = 3): { low: number; high: number } | null {
  if (group.total === 0 || total === 0) return null
  const p = group.hits / group.total
  const spread = z * Math.sqrt((p * (1 - p)) / total)
  return { low: Math.max(0, p - spread), high: Math.min(1, p + spread) }
}
