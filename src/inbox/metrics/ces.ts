import { sql } from 'kysely'
import { CES } from '#core/scores/scale.ts'
import { metric } from '#kernel/metric.ts'
import { scored } from '../scored.ts'

/** Mean of CES 2.0, 1–7 where 7 is easy. */
export default metric({
  id: 'ces',
  unit: 'score',
  better: 'up',
  rule: { kind: 'mean' },
  steers: 'satisfaction',
  family: 'ces',
  excludes: ['other-scales'],
  facts: range => scored(range, CES, sql`f.score as value`),
})
