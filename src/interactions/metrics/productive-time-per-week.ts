import { metric } from '#kernel/metric.ts'
import { byWeek, logged } from '../worked.ts'

/** Time worked in a week, by reps who worked in it. */
export default metric({
  id: 'productive-time-per-week',
  unit: 'seconds',
  better: null,
  rule: { kind: 'ratio' },
  whole: true,
  excludes: ['no-log'],
  facts: range => byWeek(logged(range), range),
})
