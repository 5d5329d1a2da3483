import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** From its beginning to the first solve, whether it held or not. */
export default metric({
  id: 'time-to-first-resolve',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'mean' },
  family: 'time-to-resolve',
  excludes: ['unsolved'],
  facts: range => solvedCases(range, sql`extract(epoch from c.first_solved_at - c.created_at) as value`),
})
