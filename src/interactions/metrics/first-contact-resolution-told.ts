import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Settled at once, as the source of the contact says. */
export default metric({
  id: 'first-contact-resolution-told',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  comparable: true,
  pairedWith: 'came-back',
  family: 'first-contact-resolution',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range => offered(range, sql`case when i.outcome = 'answered' and i.resolved is not null then i.resolved::int end as hits`),
})
