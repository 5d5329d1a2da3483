import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { begunCases } from '../case-facts.ts'

/** The median by Kaplan–Meier, in which open cases count for as long as they have been open: leaving them out flatters. */
export default metric({
  id: 'time-to-resolve-with-open',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'lifetime' },
  levels: ['company'],
  family: 'time-to-resolve',
  facts: range =>
    begunCases(
      range,
      sql`extract(epoch from coalesce(c.last_solved_at, ${range.now}::timestamptz) - c.created_at) as value, c.last_solved_at is not null as ended`,
    ),
})
