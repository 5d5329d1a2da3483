import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { begunCases } from '../case-facts.ts'

/** From its beginning to the first reply of a person. */
export default metric({
  id: 'first-reply-time',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'mean' },
  comparable: true,
  pairedWith: 'csat',
  family: 'first-reply-time',
  excludes: ['unreplied'],
  facts: range => begunCases(range, sql`extract(epoch from c.first_replied_at - c.created_at) as value`, sql`c.replier_id`),
})
