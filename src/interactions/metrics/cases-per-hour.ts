import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { solved, worked } from '../worked.ts'

/** Cases solved for an hour that was worked. Without a log of hours there is no figure: the calendar says nothing of who was there. */
export default metric({
  id: 'cases-per-hour',
  unit: 'count',
  better: 'up',
  rule: { kind: 'ratio' },
  steers: 'productivity',
  pairedWith: 'reopen-rate',
  family: 'per-hour',
  excludes: ['no-log'],
  facts: range => worked(range, solved(range, sql`1`), sql`3600`),
})
