import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Half of those answered waited less. */
export default metric({
  id: 'hold-time-median',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.5 },
  levels: ['company'],
  family: 'hold-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then i.wait_seconds end as value`),
})
