import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { chains } from '../chains.ts'

/** Rule ii: of matters (chains of contacts), those that took one contact. */
export default metric({
  id: 'first-contact-resolution-of-matters',
  version: 2,
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  reachDays: 7,
  reachAfterDays: 60,
  settlesAfterDays: 7,
  family: 'first-contact-resolution',
  excludes: ['unknown-caller', 'may-come-again', 'abandoned'],
  facts: range => chains(range, sql`case when contacts = 1 then 1 else 0 end as hits`),
})
