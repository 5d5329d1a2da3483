import { metric, noFacts } from '#kernel/metric.ts'

/** How much of what really happens has a current, published process. There are no processes yet, and it says so. */
export default metric({
  id: 'coverage',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  levels: ['company'],
  awaits: 'processes',
  facts: () => noFacts,
})
