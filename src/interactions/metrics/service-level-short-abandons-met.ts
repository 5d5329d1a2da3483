import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Variant D: who gave up within 20 s counts as met. */
export default metric({
  id: 'service-level-short-abandons-met',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  levels: ['company'],
  family: 'service-level',
  excludes: ['menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.wait_seconds <= 20 then 1 else 0 end as hits`),
})
