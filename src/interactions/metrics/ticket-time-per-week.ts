import { metric } from '#kernel/metric.ts'
import { byWeek, HANDLE_SECONDS, handled } from '../worked.ts'

/** Time spent with customers in a week, by reps who were with any: ISO weeks of the workspace’s zone. */
export default metric({
  id: 'ticket-time-per-week',
  version: 2,
  unit: 'seconds',
  better: null,
  rule: { kind: 'ratio' },
  whole: true,
  excludes: ['abandoned', 'not-timed'],
  facts: range => byWeek(handled(range, HANDLE_SECONDS), range),
})
