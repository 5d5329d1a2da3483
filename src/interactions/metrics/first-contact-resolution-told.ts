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
  facts: range => offered(range, sql`case when i.outcome = 'answered' and i.resolved is not null then i.resolved::int end as hits`),
})
