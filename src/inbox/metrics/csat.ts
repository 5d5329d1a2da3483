import { sql } from 'kysely'
import { CSAT } from '#core/scores/scale.ts'
import { metric } from '#kernel/metric.ts'
import { scored } from '../scored.ts'

/** Top two boxes: ratings of 4 and 5 on 1–5. */
export default metric({
  id: 'csat',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  comparable: true,
  steers: 'satisfaction',
  pairedWith: 'came-back',
  excludes: ['other-scales'],
  facts: range => scored(range, CSAT, sql`case when f.score >= 4 then 1 else 0 end as hits`),
})
