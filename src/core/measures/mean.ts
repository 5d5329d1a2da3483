import { tQuantile95 } from './student.ts'

/** Additive: how many, their sum and the sum of their squares, in the metric's unit. */
export type MeanParts = { n: number; sum: number; sumSquares: number }
/** One value has no spread: then the interval is null, not zero wide. */
export type MeanEstimate = { value: number; low: number | null; high: number | null }

export const partsOf = (value: number): MeanParts => ({ n: 1, sum: value, sumSquares: value ** 2 })
export const add = (a: MeanParts, b: MeanParts): MeanParts => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumSquares: a.sumSquares + b.sumSquares,
})

/**
 * Arithmetic mean in the unit of its parts, with the 95 % t interval (n − 1 degrees of freedom). Null for no values.
 * @see Student (1908), The probable error of a mean
 */
export function estimate({ n, sum, sumSquares }: MeanParts): MeanEstimate | null {
  if (n === 0) return null
  const value = sum / n
  if (n === 1) return { value, low: null, high: null }
  const variance = Math.max(0, (sumSquares - sum * value) / (n - 1))
  const spread = tQuantile95(n - 1) * Math.sqrt(variance / n)
  return { value, low: value - spread, high: value + spread }
}
