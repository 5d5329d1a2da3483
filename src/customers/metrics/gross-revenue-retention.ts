import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { revenueKept } from '../revenue-kept.ts'

/** Of the monthly revenue at the beginning, what is left of it at the end: who left and who pays less counts, who pays more does not. */
export default metric({
  id: 'gross-revenue-retention',
  unit: 'share',
  better: 'up',
  rule: { kind: 'ratio' },
  levels: ['company'],
  whole: true,
  revenue: true,
  family: 'revenue-retention',
  excludes: ['new-accounts', 'other-currencies'],
  facts: range => revenueKept(range, sql`least(paid_then, paid_now)`),
})
