import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Variant A: answered within 20 s of all offered. */
export default metric({
  id: 'service-level',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  levels: ['company'],
  family: 'service-level',
  excludes: ['menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' and i.wait_seconds <= 20 then 1 else 0 end as hits`),
})
