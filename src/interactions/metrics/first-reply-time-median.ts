import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { begunCases } from '../case-facts.ts'

/** Half of the customers heard from us sooner. */
export default metric({
  id: 'first-reply-time-median',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.5 },
  family: 'first-reply-time',
  excludes: ['unreplied'],
  facts: range => begunCases(range, sql`extract(epoch from c.first_replied_at - c.created_at) as value`, sql`c.replier_id`),
})
