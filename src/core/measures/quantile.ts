import { Z95 } from './share.ts'

/** Too few values have no interval: then low and high are null. */
export type QuantileEstimate = { value: number; low: number | null; high: number | null }

/**
 * The value below which a share `p` of the sorted values lies, between two neighbours by straight line (R's type 7). Null for none.
 * Quantiles do not merge: give the raw values of the whole group.
 * @see Hyndman & Fan (1996), Sample Quantiles in Statistical Packages
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * p
  const below = sorted[Math.floor(place)]!
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below)
}

/**
 * A quantile with a 95 % interval between two of the values themselves, so that no shape is assumed: each end leaves at most
 * 2.5 % outside. A median has one from six values up. Exact to n = 1,000, by the normal approximation above.
 * @see Conover (1999), Practical Nonparametric Statistics, 3.2
 */
export function estimate(sorted: readonly number[], p = 0.5): QuantileEstimate | null {
  const value = quantile(sorted, p)
  if (value === null) return null
  const { low, high } = rankInterval(sorted.length, p)
  return { value, low: low === null ? null : sorted[low - 1]!, high: high === null ? null : sorted[high - 1]! }
}

/** Between the values of which ranks (from 1) the interval lies, for who has the values in a database; null where there are too few. */
export function rankInterval(n: number, p: number): { low: number; high: number } | { low: null; high: null } {
  const [low, high] = n <= 1000 ? exactRanks(n, p) : normalRanks(n, p)
  return low < 1 || high > n ? { low: null, high: null } : { low, high }
}

/** The largest rank with P(X < rank) ≤ 2.5 % and the smallest with P(X ≥ rank) ≤ 2.5 %, X binomial (n, p). */
function exactRanks(n: number, p: number): [number, number] {
  let low = 0
  const high = n + 1
  let upTo = 0
  for (let k = 0; k <= n; k++) {
    upTo += binomial(n, k, p)
    if (upTo <= 0.025) low = k + 1
    if (upTo >= 0.975) return [low, Math.min(high, k + 1)]
  }
  return [low, high]
}

function normalRanks(n: number, p: number): [number, number] {
  const spread = Z95 * Math.sqrt(n * p * (1 - p))
  return [Math.floor(n * p - spread), Math.ceil(n * p + spread) + 1]
}

/** In logarithms, since the coefficients of a thousand overflow. */
function binomial(n: number, k: number, p: number): number {
  if (p <= 0 || p >= 1) return k === (p <= 0 ? 0 : n) ? 1 : 0
  return Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

const logFactorials = [0]
function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++) logFactorials.push(logFactorials[next - 1]! + Math.log(next))
  return logFactorials[n]!
}
