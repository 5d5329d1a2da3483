import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { chains } from '../chains.ts'

/** How many contacts a matter took, on average. */
export default metric({
  id: 'contacts-to-resolution',
  version: 2,
  unit: 'count',
  better: 'down',
  rule: { kind: 'mean' },
  reachDays: 7,
  reachAfterDays: 60,
  settlesAfterDays: 7,
  steers: 'productivity',
  excludes: ['unknown-caller', 'may-come-again', 'abandoned'],
  facts: range => chains(range, sql`contacts as value`),
})
