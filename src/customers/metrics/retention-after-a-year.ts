import { metric } from '#kernel/metric.ts'
import { lifetimes } from '../stayed.ts'

/** The share of accounts still there a year after they began, by Kaplan–Meier: those too young count for as long as they have been there. */
export default metric({
  id: 'retention-after-a-year',
  unit: 'share',
  better: 'up',
  rule: { kind: 'lifetime', after: 365 * 86_400 },
  levels: ['company'],
  whole: true,
  family: 'retention',
  facts: lifetimes,
})
