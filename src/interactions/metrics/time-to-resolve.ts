import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** From its beginning to the last solve, in calendar time; of solved cases only. */
export default metric({
  id: 'time-to-resolve',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'mean' },
  comparable: true,
  steers: 'productivity',
  pairedWith: 'reopen-rate',
  family: 'time-to-resolve',
  excludes: ['unsolved'],
  facts: range => solvedCases(range, sql`extract(epoch from c.last_solved_at - c.created_at) as value`),
})
