import { estimate as count } from '#core/measures/count.ts'
import { type LoyaltyEstimate, type LoyaltyParts, loyalty, type Weights } from '#core/measures/loyalty.ts'
import { estimate as mean } from '#core/measures/mean.ts'
import { estimate as nps } from '#core/measures/nps.ts'
import { estimate as ratio } from '#core/measures/ratio.ts'
import { type Lifetimes, type Survival, survival } from '#core/measures/retention.ts'
import { estimate as share, Z95 } from '#core/measures/share.ts'
import type { Metric } from '#kernel/metric.ts'
import { type Additive, countOf as countOfDays, quantileOf, sumOf } from './additive.ts'

type Bounds = { value: number | null; low: number | null; high: number | null }

/** What a figure is made of. Those that add up; or what was asked of the whole group. */
export type Parts =
  | Exclude<Additive, { kind: 'quantile' }>
  | ({ kind: 'quantile'; n: number } & Bounds)
  | { kind: 'lifetime'; n: number; steps: Lifetimes[]; after: number | null }
  | { kind: 'composite'; of: LoyaltyParts; weights: Weights }

export type Shown = { n: number } & Bounds
const nothing = { value: null, low: null, high: null }

/** Days put together, at least one, the earliest first. */
export function partsFrom(days: readonly Additive[], p: number): Parts {
  const spread = days.filter(day => day.kind === 'quantile')
  if (spread.length > 0) return { kind: 'quantile', ...quantileOf(spread, p) }
  return sumOf(days as Exclude<Additive, { kind: 'quantile' }>[])
}

/** The figure with its 95 % interval, in the metric's unit; below its smallest n only the count. */
export function estimate({ smallest }: Pick<Metric, 'smallest'>, parts: Parts): Shown {
  const n = countOf(parts)
  if (n < smallest) return { n, ...nothing }
  const { value, low, high } = figureOf(parts) ?? nothing
  return { n, value, low, high }
}

export function countOf(parts: Parts): number {
  if (parts.kind === 'composite') return countOfLoyalty(parts.of)
  return parts.kind === 'quantile' || parts.kind === 'lifetime' ? parts.n : countOfDays(parts)
}

const countOfLoyalty = ({ csat, nps: recommend, ces }: LoyaltyParts) =>
  (csat?.total ?? 0) + (recommend ? recommend.promoters + recommend.passives + recommend.detractors : 0) + (ces?.n ?? 0)

function figureOf(parts: Parts): Bounds | null {
  switch (parts.kind) {
    case 'share':
      return share(parts)
    case 'nps':
      return nps(parts)
    case 'mean':
      return mean(parts)
    case 'ratio':
      return ratio(parts)
    case 'count':
      return count(parts.n)
    case 'quantile':
    case 'told':
      return parts
    case 'longest':
      return { value: parts.value, low: null, high: null }
    case 'lifetime':
      return parts.after === null ? medianOf(survival(parts.steps)) : leftAfter(survival(parts.steps), parts.after)
    case 'composite':
      return combined(loyalty(parts.of, parts.weights))
  }
}

/** Where the curve falls to a half, and where its interval does: null while it has not. @see Brookmeyer & Crowley (1982), Biometrics 38 */
function medianOf(steps: readonly Survival[]): Bounds {
  const first = (of: (step: Survival) => number) => steps.find(step => of(step) <= 0.5)?.after ?? null
  return { value: first(({ value }) => value), low: first(({ low }) => low), high: first(({ high }) => high) }
}

function leftAfter(steps: readonly Survival[], after: number): Bounds {
  const step = steps.findLast(one => one.after <= after)
  return step ? { value: step.value, low: step.low, high: step.high } : { value: 1, low: null, high: null }
}

const combined = (found: LoyaltyEstimate | null): Bounds | null =>
  found && { value: found.value, low: Math.max(0, found.value - Z95 * found.error), high: Math.min(100, found.value + Z95 * found.error) }
