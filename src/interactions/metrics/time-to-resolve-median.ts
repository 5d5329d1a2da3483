import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** Half of the solved cases took less. */
export default metric({
  id: 'time-to-resolve-median',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.5 },
  steers: 'productivity',
  pairedWith: 'reopen-rate',
  family: 'time-to-resolve',
  excludes: ['unsolved'],
  facts: range => solvedCases(range, sql`extract(epoch from c.last_solved_at - c.created_at) as value`),
})
