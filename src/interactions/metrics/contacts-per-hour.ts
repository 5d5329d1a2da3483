import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { handled, worked } from '../worked.ts'

/** Contacts answered for an hour that was worked. */
export default metric({
  id: 'contacts-per-hour',
  unit: 'count',
  better: 'up',
  rule: { kind: 'ratio' },
  steers: 'productivity',
  pairedWith: 'repeat-rate',
  family: 'per-hour',
  excludes: ['no-log', 'abandoned'],
  facts: range => worked(range, handled(range, sql`1`), sql`3600`),
})
