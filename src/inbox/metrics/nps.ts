import { sql } from 'kysely'
import { NPS } from '#core/scores/scale.ts'
import { metric } from '#kernel/metric.ts'
import { scored } from '../scored.ts'

/** Promoters (9, 10) less detractors (0 to 6) in points; adjusted Wald interval. */
export default metric({
  id: 'nps',
  unit: 'points',
  better: 'up',
  rule: { kind: 'nps' },
  steers: 'satisfaction',
  excludes: ['other-scales'],
  facts: range => scored(range, NPS, sql`f.score`),
})
