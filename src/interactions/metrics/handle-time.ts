import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'
import { HANDLE_SECONDS } from '../worked.ts'

/** AHT: talk, hold and wrap-up of those answered. Shorter is not better by itself. */
export default metric({
  id: 'handle-time',
  version: 2,
  unit: 'seconds',
  better: null,
  rule: { kind: 'mean' },
  steers: 'productivity',
  pairedWith: 'repeat-rate',
  family: 'handle-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing', 'not-timed'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then ${HANDLE_SECONDS} end as value`),
})
