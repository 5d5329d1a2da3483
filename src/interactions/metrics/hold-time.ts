import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Queue wait of those answered (ASA): abandoned waits are not in it. The queue’s figure, not the rep’s. */
export default metric({
  id: 'hold-time',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'mean' },
  levels: ['company'],
  family: 'hold-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then i.wait_seconds end as value`),
})
