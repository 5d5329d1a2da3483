import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** How long those waited who gave up. */
export default metric({
  id: 'time-to-abandon',
  unit: 'seconds',
  better: null,
  rule: { kind: 'mean' },
  levels: ['company'],
  family: 'hold-time',
  excludes: ['answered', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'abandoned' then i.wait_seconds end as value`),
})
