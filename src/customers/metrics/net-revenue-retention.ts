import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { revenueKept } from '../revenue-kept.ts'

/** Of the monthly revenue at the beginning, what the same accounts pay at the end, more or less. */
export default metric({
  id: 'net-revenue-retention',
  unit: 'share',
  better: 'up',
  rule: { kind: 'ratio' },
  levels: ['company'],
  whole: true,
  revenue: true,
  family: 'revenue-retention',
  excludes: ['new-accounts', 'other-currencies'],
  facts: range => revenueKept(range, sql`paid_now`),
})
