import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Abandoned in the queue of all offered. */
export default metric({
  id: 'abandonment',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  levels: ['company'],
  excludes: ['menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'abandoned' then 1 else 0 end as hits`),
})
