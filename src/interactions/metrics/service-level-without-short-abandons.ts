import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Variant C: who gave up within 20 s is not counted. */
export default metric({
  id: 'service-level-without-short-abandons',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  levels: ['company'],
  family: 'service-level',
  excludes: ['menu', 'phantom', 'outgoing'],
  facts: range =>
    offered(
      range,
      sql`case when i.outcome = 'abandoned' and i.wait_seconds <= 20 then null when i.outcome = 'answered' and i.wait_seconds <= 20 then 1 else 0 end as hits`,
    ),
})
