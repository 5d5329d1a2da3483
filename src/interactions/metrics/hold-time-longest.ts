import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** The longest wait of one who was answered. */
export default metric({
  id: 'hold-time-longest',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'longest' },
  levels: ['company'],
  family: 'hold-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then i.wait_seconds end as value`),
})
