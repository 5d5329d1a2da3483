import { metric } from '#kernel/metric.ts'
import { repeats } from '../chains.ts'

/** Rule i: of contacts answered, those after which the customer did not come again within seven days. */
export default metric({
  id: 'first-contact-resolution',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  comparable: true,
  reachDays: 7,
  settlesAfterDays: 7,
  pairedWith: 'csat',
  family: 'first-contact-resolution',
  excludes: ['unknown-caller', 'may-come-again', 'menu', 'phantom', 'outgoing'],
  facts: repeats,
})
