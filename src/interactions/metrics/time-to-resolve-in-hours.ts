import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solvedCases } from '../case-facts.ts'

/** Half of the solved cases took less of our opening hours, as the helpdesk reckoned them: closed hours are not taken out twice. */
export default metric({
  id: 'time-to-resolve-in-hours',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.5 },
  pairedWith: 'reopen-rate',
  family: 'time-to-resolve',
  excludes: ['unsolved'],
  facts: range =>
    solvedCases(
      range,
      sql`(select w.solve_seconds from case_worked w where w.workspace_id = c.workspace_id and w.source = c.source and w.case_key = c.case_key) as value`,
    ),
})
