import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'

/** Half of the contacts took less. */
export default metric({
  id: 'handle-time-median',
  unit: 'seconds',
  better: null,
  rule: { kind: 'quantile', p: 0.5 },
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
