import { metric } from '#kernel/metric.ts'
import { lifetimes } from '../stayed.ts'

/** After how long half of the accounts have left, by Kaplan–Meier; unknown while more than half are still there. */
export default metric({
  id: 'account-lifetime',
  unit: 'seconds',
  better: 'up',
  rule: { kind: 'lifetime' },
  levels: ['company'],
  whole: true,
  family: 'retention',
  facts: lifetimes,
})
