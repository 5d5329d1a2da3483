import { metric } from '#kernel/metric.ts'
import { returns } from '../returns.ts'

/** Of solved cases, those about which the customer came back within fourteen days, under the old number or under a new one on the same topic.
 * The figure of whoever solved it first: a new number hides nothing. */
export default metric({
  id: 'came-back',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  comparable: true,
  reachDays: 14,
  settlesAfterDays: 14,
  steers: 'satisfaction',
  pairedWith: 'csat',
  family: 'came-back',
  excludes: ['unknown-caller', 'no-topic', 'may-come-again'],
  facts: returns,
})
