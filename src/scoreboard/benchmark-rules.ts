import { type Difference, difference } from '#core/measures/difference.ts'
import { estimate as share, Z95 } from '#core/measures/share.ts'
import { tQuantile95 } from '#core/measures/student.ts'
import { scaleOf } from '#core/scores/scale.ts'
import type { Metric } from '#kernel/metric.ts'
import { type Basis, isShare, type Misfit, unitOf } from './benchmark-basis-api.ts'

/** A benchmark tells of its year, and for so many years after that year has ended. */
const GOOD_FOR_YEARS = 2

const scored: Record<string, Basis> = {
  csat: { scale: 'csat', method: 'top-two' },
  nps: { scale: 'nps', method: 'promoters' },
  ces: { scale: 'ces', method: 'mean' },
  'ces-easy': { scale: 'ces', method: 'top-three' },
  'agent-satisfaction': { scale: 'nps', method: 'promoters' },
  loyalty: { scale: 'hundred', method: 'combined' },
}
const units: Record<Metric['unit'], Basis['scale']> = { share: 'share', seconds: 'time', count: 'count', points: 'nps', score: 'hundred' }
const kinds: Record<Metric['rule']['kind'], Basis['method']> = {
  share: 'share',
  nps: 'promoters',
  mean: 'mean',
  quantile: 'median',
  longest: 'longest',
  count: 'other',
  ratio: 'ratio',
  lifetime: 'lasting',
  told: 'other',
  composite: 'combined',
}

/** On what a figure of ours stands: another's must stand on the same. */
export function basisOf({ id, unit, rule }: Pick<Metric, 'id' | 'unit' | 'rule'>): Basis {
  const method = rule.kind === 'quantile' && rule.p === 0.9 ? 'ninetieth' : kinds[rule.kind]
  return scored[id] ?? { scale: units[unit], method }
}

/** What a value may be: a share from 0 to 1, a score within its scale. */
export function boundsOf(basis: Basis): { min: number; max: number } {
  const unit = unitOf(basis)
  if (unit === 'share') return { min: 0, max: 1 }
  if (unit === 'points') return { min: -100, max: 100 }
  const { min, max } = scaleOf(basis.scale) ?? { min: 0, max: 1e9 }
  return { min, max }
}

export type Known = Basis & { value: number; n: number | null; deviation: number | null; metricVersion: number; year: number }

/** The day from which it tells of nobody any more. */
export const goodUntil = (year: number): string => `${year + 1 + GOOD_FOR_YEARS}-01-01`

/** Why it must not stand beside a figure of ours; null where it may. */
export function misfitOf(one: Known, metric: Pick<Metric, 'id' | 'unit' | 'rule' | 'version'>, today: string): Misfit | null {
  const { scale, method } = basisOf(metric)
  if (one.scale !== scale) return 'scale'
  if (one.method !== method) return 'method'
  if (one.metricVersion !== metric.version) return 'version'
  return today >= goodUntil(one.year) ? 'expired' : null
}

type Figure = { value: number | null; low: number | null; high: number | null }

/**
 * Their figure with what chance leaves open: Wilson's interval of a share; of points the widest that so many answers can have, where their spread is not told;
 * of a mean Student's. Null where what is known does not say.
 */
export function intervalOf(one: Known): Figure | null {
  const { value, n, deviation } = one
  if (n === null || n < 2) return null
  if (isShare(one)) return share({ hits: value * n, total: n })
  if (one.method === 'promoters') return around(value, (Z95 * (deviation ?? 100 * Math.sqrt(1 - (value / 100) ** 2))) / Math.sqrt(n))
  if (one.method !== 'mean' || deviation === null) return null
  return around(value, (tQuantile95(n - 1) * deviation) / Math.sqrt(n))
}

const around = (value: number, half: number) => ({ value, low: value - half, high: value + half })

/** How much ours is above theirs. @see Newcombe (1998), method 10, for shares; the two-sample z for points and means */
export function againstThem(ours: Figure, one: Known): Difference | null {
  const theirs = intervalOf(one)
  return theirs && difference(ours, theirs)
}
