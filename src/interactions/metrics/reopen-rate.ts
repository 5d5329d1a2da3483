import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** Cases of which a solve did not hold, of all solved. */
export default metric({
  id: 'reopen-rate',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  comparable: true,
  pairedWith: 'csat',
  family: 'came-back',
  excludes: ['unsolved'],
  facts: range => solvedCases(range, sql`case when c.reopens > 0 then 1 else 0 end as hits`),
})
