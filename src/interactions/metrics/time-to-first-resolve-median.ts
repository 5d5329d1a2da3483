import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** Half of the first solves came sooner. */
export default metric({
  id: 'time-to-first-resolve-median',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.5 },
  family: 'time-to-resolve',
  excludes: ['unsolved'],
  facts: range => solvedCases(range, sql`extract(epoch from c.first_solved_at - c.created_at) as value`),
})
