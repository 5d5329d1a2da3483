import { sideBySide } from '#core/measures/loyalty.ts'
import type { Metric } from '#kernel/metric.ts'
import { countOf, type Parts } from './estimate.ts'

/** What a composite was made of: the metrics, each on the common scale of 0 to 100, with its weight and number; those with too few are null. */
export function madeOf({ rule }: Pick<Metric, 'rule'>, { of }: Extract<Parts, { kind: 'composite' }>) {
  if (rule.kind !== 'composite') return []
  const found = sideBySide(of)
  const n = {
    csat: of.csat ? countOf({ kind: 'share', ...of.csat }) : 0,
    nps: of.nps ? countOf({ kind: 'nps', ...of.nps }) : 0,
    ces: of.ces?.n ?? 0,
  }
  const { of: metrics, weights } = rule
  return (['csat', 'nps', 'ces'] as const).map(one => ({ metric: metrics[one], weight: weights[one], value: found[one], n: n[one] }))
}
