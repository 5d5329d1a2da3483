import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solved, worked } from '../worked.ts'

/** Cases solved for a full-time week: forty hours that were worked, whoever worked them. */
export default metric({
  id: 'requests-per-rep',
  unit: 'count',
  better: 'up',
  rule: { kind: 'ratio' },
  steers: 'productivity',
  pairedWith: 'reopen-rate',
  excludes: ['no-log'],
  facts: range => worked(range, solved(range, sql`1`), sql`144000`),
})
