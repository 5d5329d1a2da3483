import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'
import { HANDLE_SECONDS } from '../worked.ts'

/** Half of the contacts took less. */
export default metric({
  id: 'handle-time-median',
  version: 2,
  unit: 'seconds',
  better: null,
  rule: { kind: 'quantile', p: 0.5 },
  steers: 'productivity',
  pairedWith: 'repeat-rate',
  family: 'handle-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing', 'not-timed'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then ${HANDLE_SECONDS} end as value`),
})
