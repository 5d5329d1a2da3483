import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { stayed } from '../stayed.ts'

/** Accounts that were there when the period began, and still are at its end. */
export default metric({
  id: 'retention',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  levels: ['company'],
  whole: true,
  family: 'retention',
  excludes: ['new-accounts'],
  facts: range => stayed(range, sql`case when stayed then 1 else 0 end as hits`),
})
