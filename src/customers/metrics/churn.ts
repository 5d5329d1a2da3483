import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { stayed } from '../stayed.ts'

/** Accounts that were there when the period began, and left in it. */
export default metric({
  id: 'churn',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  levels: ['company'],
  whole: true,
  family: 'retention',
  excludes: ['new-accounts'],
  facts: range => stayed(range, sql`case when stayed then 0 else 1 end as hits`),
})
