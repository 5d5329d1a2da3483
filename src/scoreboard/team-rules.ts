import type { Finding } from './people-api.ts'

/** How one stands by one metric in one period; `z` in standard deviations, above nought where the figure is higher. */
export type Standing = {
  n: number
  value: number | null
  adjusted: number | null
  z: number | null
  learn: number | null
  outlier: 'better' | 'worse' | null
}
/** The same one, by one metric, in this period and the two before. */
export type History = { now: Standing; before: readonly (Standing | undefined)[]; others: number }

const ENOUGH = 20
const LEARN = 0.9
const PERIODS = 2

type Side = 'better' | 'worse'
const sideOf = ({ z }: Standing, downIsBetter: boolean): Side | null =>
  z === null || z === 0 ? null : z > 0 !== downIsBetter ? 'better' : 'worse'

/**
 * What is worth acting on: at least twenty facts, beyond chance by enough to matter, on the same side in two of the last three periods, and the paired figure
 * does not say the opposite. Whoever is well above the mean where people differ can teach, outlier or not.
 * @see metrics.md 3, step 6
 */
export function findingOf(
  metric: string,
  history: History,
  downIsBetter: boolean,
  pair: { metric: string; side: Side | null } | null,
): Omit<Finding, 'unit'> | null {
  const { now, before, others } = history
  const side = now.outlier ?? ((now.learn ?? 0) >= LEARN ? 'better' : null)
  if (side === null || now.n < ENOUGH || now.value === null) return null
  const periods = [now, ...before].filter(one => one && sideOf(one, downIsBetter) === side).length
  const opposite = side === 'better' && pair?.side === 'worse'
  const kind = opposite ? 'contradicted' : periods < PERIODS ? 'once' : side === 'better' ? 'teach' : 'help'
  return { metric, kind, side, n: now.n, value: now.adjusted ?? now.value, others, periods, pair: opposite ? pair.metric : null }
}
