import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** AHT: talk, hold and wrap-up of those answered. Shorter is not better by itself. */
export default metric({
  id: 'handle-time',
  unit: 'seconds',
  better: null,
  rule: { kind: 'mean' },
  steers: 'productivity',
  pairedWith: 'repeat-rate',
  family: 'handle-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing'],
  facts: range =>
    offered(
      range,
      sql`case when i.outcome = 'answered' then i.talk_seconds + coalesce(i.held_seconds, 0) + coalesce(i.wrap_up_seconds, 0) end as value`,
    ),
})
