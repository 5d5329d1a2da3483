import { sql } from 'kysely'
import { CES } from '#core/scores/scale.ts'
import { metric } from '#kernel/metric.ts'
import { scored } from '../scored.ts'

/** Share of 5 to 7 on CES 2.0. */
export default metric({
  id: 'ces-easy',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  comparable: true,
  steers: 'satisfaction',
  pairedWith: 'came-back',
  family: 'ces',
  excludes: ['other-scales'],
  facts: range => scored(range, CES, sql`case when f.score >= 5 then 1 else 0 end as hits`),
})
