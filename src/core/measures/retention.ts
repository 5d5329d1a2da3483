import { Z95 } from './share.ts'

/** How many left and how many were still there when last seen, after the same time; `after` in any unit (days, months). Additive. */
export type Lifetimes = { after: number; left: number; stayed: number }
/** The share still there after `after`, with the 95 % interval; `atRisk` were there just before. */
export type Survival = { after: number; atRisk: number; left: number; value: number; error: number; low: number; high: number }

/**
 * Kaplan–Meier curve of staying, one step for each time at which somebody left. Those still there count until they were last seen.
 * Greenwood's variance, interval on the log(−log) scale so that it stays inside 0..1 (no interval at exactly 0 or 1).
 * @see Kaplan & Meier (1958); Greenwood (1926); Kalbfleisch & Prentice (1980), 1.4
 */
export function survival(lifetimes: readonly Lifetimes[], z = Z95): Survival[] {
  const times = [...lifetimes].sort((a, b) => a.after - b.after)
  let atRisk = times.reduce((total, { left, stayed }) => total + left + stayed, 0)
  let value = 1
  let greenwood = 0
  const steps: Survival[] = []
  for (const { after, left, stayed } of merged(times)) {
    if (left > 0) {
      value *= 1 - left / atRisk
      greenwood += atRisk === left ? Number.POSITIVE_INFINITY : left / (atRisk * (atRisk - left))
      steps.push({ after, atRisk, left, value, error: value === 0 ? 0 : value * Math.sqrt(greenwood), ...interval(value, greenwood, z) })
    }
    atRisk -= left + stayed
  }
  return steps
}

function merged(times: readonly Lifetimes[]): Lifetimes[] {
  const byTime = new Map<number, Lifetimes>()
  for (const { after, left, stayed } of times) {
    const known = byTime.get(after)
    byTime.set(after, { after, left: (known?.left ?? 0) + left, stayed: (known?.stayed ?? 0) + stayed })
  }
  return [...byTime.values()]
}

function interval(value: number, greenwood: number, z: number): { low: number; high: number } {
  if (value <= 0 || value >= 1) return { low: value, high: value }
  const spread = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(value))
  return { low: value ** Math.exp(spread), high: value ** Math.exp(-spread) }
}

/** The share still there after a time: the last step at or before it; 1 before anybody left. */
export const stayedAfter = (steps: readonly Survival[], after: number): number => steps.findLast(step => step.after <= after)?.value ?? 1

/** After what time half had left; null while more than half are still there. */
export const medianLifetime = (steps: readonly Survival[]): number | null => steps.find(step => step.value <= 0.5)?.after ?? null

/**
 * What a customer is worth who pays `margin` a period and stays each with probability `retention`, the money of later periods discounted.
 * `end`: paid at the period's end; `start`: at its beginning. They differ by one margin: say which is shown.
 * @see Reichheld & Sasser (1990), HBR; Gupta & Lehmann (2003)
 */
export function worth({ margin, retention, discount }: { margin: number; retention: number; discount: number }) {
  const end = (margin * retention) / (1 + discount - retention)
  return { end, start: end + margin, periods: 1 / (1 - retention), customersPerNew: 1 / (1 - retention) }
}
