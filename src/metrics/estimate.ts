import { estimate as mean } from '#core/measures/mean.ts'
import { estimate as nps } from '#core/measures/nps.ts'
import { type Lifetimes, survival } from '#core/measures/retention.ts'
import { estimate as share } from '#core/measures/share.ts'
import type { Metric } from '#kernel/metric.ts'

/** What a figure is made of. Those of `share`, `nps` and `mean` add up; the others are of the whole group. */
export type Parts =
  | { kind: 'share'; hits: number; total: number }
  | { kind: 'nps'; promoters: number; passives: number; detractors: number }
  | { kind: 'mean'; n: number; sum: number; sumSquares: number }
  | { kind: 'quantile'; n: number; value: number | null; low: number | null; high: number | null }
  | { kind: 'longest'; n: number; value: number | null }
  | { kind: 'lifetime'; n: number; steps: Lifetimes[] }

type Shown = { n: number; value: number | null; low: number | null; high: number | null }
const nothing = { value: null, low: null, high: null }

/** The figure with its 95 % interval, in the metric's unit; below its smallest n only the count. */
export function estimate({ smallest }: Pick<Metric, 'smallest'>, parts: Parts): Shown {
  const n = countOf(parts)
  if (n < smallest) return { n, ...nothing }
  const { value, low, high } = figureOf(parts) ?? nothing
  return { n, value, low, high }
}

export function countOf(parts: Parts): number {
  if (parts.kind === 'share') return parts.total
  return parts.kind === 'nps' ? parts.promoters + parts.passives + parts.detractors : parts.n
}

function figureOf(parts: Parts): { value: number | null; low: number | null; high: number | null } | null {
  switch (parts.kind) {
    case 'share':
      return share(parts)
    case 'nps':
      return nps(parts)
    case 'mean':
      return mean(parts)
    case 'quantile':
      return parts
    case 'longest':
      return { value: parts.value, low: null, high: null }
    case 'lifetime':
      return medianOf(parts.steps)
  }
}

/** Where the curve falls to a half, and where its interval does: null while it has not. @see Brookmeyer & Crowley (1982), Biometrics 38 */
function medianOf(lifetimes: readonly Lifetimes[]) {
  const steps = survival(lifetimes)
  const first = (of: (step: (typeof steps)[number]) => number) => steps.find(step => of(step) <= 0.5)?.after ?? null
  return { value: first(({ value }) => value), low: first(({ low }) => low), high: first(({ high }) => high) }
}
