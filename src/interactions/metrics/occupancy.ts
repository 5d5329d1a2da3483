import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { HANDLE_SECONDS, handled, worked } from '../worked.ts'

/** How much of the time worked was spent with customers: talk, hold and wrap-up. Near 100 % nobody can breathe. */
export default metric({
  id: 'occupancy',
  version: 2,
  unit: 'share',
  better: null,
  rule: { kind: 'ratio' },
  excludes: ['no-log', 'abandoned', 'not-timed'],
  facts: range => worked(range, handled(range, HANDLE_SECONDS), sql`1`),
})
