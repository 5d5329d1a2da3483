import { type Estimate, Z95 } from './share.ts'

/** Additive: counts of answers 9–10, 7–8 and 0–6. */
export type NpsParts = { promoters: number; passives: number; detractors: number }

/** One answer on 0–10 as parts. */
export const partsOf = (score: number): NpsParts => ({
  promoters: score >= 9 ? 1 : 0,
  passives: score >= 7 && score < 9 ? 1 : 0,
  detractors: score < 7 ? 1 : 0,
})

export const add = (a: NpsParts, b: NpsParts): NpsParts => ({
  promoters: a.promoters + b.promoters,
  passives: a.passives + b.passives,
  detractors: a.detractors + b.detractors,
})

/** How far one answer strays: p + d − (p − d)², as shares. */
const variance = (p: number, d: number) => p + d - (p - d) ** 2
const count = (parts: NpsParts) => parts.promoters + parts.passives + parts.detractors
const clipped = (points: number) => Math.max(-100, Math.min(100, points))

/**
 * NPS in points (−100..100), 100(P−D)/n. Null for no answers. The interval is the adjusted Wald one: three answers are added, three
 * quarters of one to promoters and to detractors, clipped to ±100. It leans to 0 when answers are few: with one
 * or two it may not hold the value itself, so show it from n = 5 up.
 * @see Reichheld (2003), HBR; Rocks (2016), arXiv 1601.07235; measuringu.com/nps-confidence-intervals
 */
export function estimate(parts: NpsParts, z = Z95): Estimate | null {
  const n = count(parts)
  if (n === 0) return null
  const p = (parts.promoters + 0.75) / (n + 3)
  const d = (parts.detractors + 0.75) / (n + 3)
  const spread = 100 * z * Math.sqrt(variance(p, d) / (n + 3))
  const value = (100 * (parts.promoters - parts.detractors)) / n
  return { value, low: clipped(100 * (p - d) - spread), high: clipped(100 * (p - d) + spread) }
}

/** How many points `a` lies above `b`, by the two-sample z; null when either has no answers. */
export function difference(a: NpsParts, b: NpsParts, z = Z95): Estimate | null {
  if (count(a) === 0 || count(b) === 0) return null
  const value = 100 * (mean(a) - mean(b))
  const spread = 100 * z * Math.sqrt(ownVariance(a) / count(a) + ownVariance(b) / count(b))
  return { value, low: Math.max(-200, value - spread), high: Math.min(200, value + spread) }
}

const mean = (parts: NpsParts) => (parts.promoters - parts.detractors) / count(parts)
const ownVariance = (parts: NpsParts) => variance(parts.promoters / count(parts), parts.detractors / count(parts))
