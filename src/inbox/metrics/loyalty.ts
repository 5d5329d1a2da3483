import { metric, noFacts } from '#kernel/metric.ts'

/** CSAT, NPS and CES on one scale of 0 to 100, combined only with the parts and weights in sight, and never from one of them alone. */
export default metric({
  id: 'loyalty',
  unit: 'score',
  better: 'up',
  rule: { kind: 'composite', of: { csat: 'csat', nps: 'nps', ces: 'ces' }, weights: { csat: 1, nps: 1, ces: 1 } },
  steers: 'satisfaction',
  excludes: ['other-scales'],
  facts: () => noFacts,
})
