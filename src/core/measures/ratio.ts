import { tQuantile95 } from './student.ts'

/**
 * Additive: what was done (`top`) by what it was done in (`bottom`), over clusters (a member's day): how many facts, how many clusters, the sums, their
 * squares and products.
 */
export type RatioParts = {
  n: number
  clusters: number
  top: number
  bottom: number
  topSquares: number
  bottomSquares: number
  products: number
}

export const add = (a: RatioParts, b: RatioParts): RatioParts => ({
  n: a.n + b.n,
  clusters: a.clusters + b.clusters,
  top: a.top + b.top,
  bottom: a.bottom + b.bottom,
  topSquares: a.topSquares + b.topSquares,
  bottomSquares: a.bottomSquares + b.bottomSquares,
  products: a.products + b.products,
})

/**
 * One sum by the other, null where there is no bottom. The 95 % interval takes the clusters as drawn, so that days which differ for reasons of their own
 * widen it (counts are seldom Poisson); null with a single cluster.
 * @see Cochran (1977), Sampling Techniques, 6.4
 */
export function estimate({ clusters, top, bottom, topSquares, bottomSquares, products }: RatioParts) {
  if (bottom <= 0) return null
  const value = top / bottom
  if (clusters < 2) return { value, low: null, high: null }
  const strays = Math.max(0, topSquares - 2 * value * products + value ** 2 * bottomSquares)
  const spread = (tQuantile95(clusters - 1) * Math.sqrt((clusters * strays) / (clusters - 1))) / bottom
  return { value, low: Math.max(0, value - spread), high: value + spread }
}
