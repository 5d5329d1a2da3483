import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Variant B: answered within 20 s of the answered. */
export default metric({
  id: 'service-level-of-answered',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  levels: ['company'],
  family: 'service-level',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' then case when i.wait_seconds <= 20 then 1 else 0 end end as hits`),
})
