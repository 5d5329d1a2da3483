import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { begunCases } from '../case-facts.ts'

/** How often somebody did something on a case. */
export default metric({
  id: 'touches',
  unit: 'count',
  better: 'down',
  rule: { kind: 'mean' },
  facts: range => begunCases(range, sql`c.touches as value`),
})
