import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Nine of ten of those answered waited less. */
export default metric({
  id: 'hold-time-p90',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.9 },
  levels: ['company'],
  family: 'hold-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then i.wait_seconds end as value`),
})
