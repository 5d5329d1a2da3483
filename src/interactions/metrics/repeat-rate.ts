import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { repeats } from '../chains.ts'

/** Of contacts answered, those after which the customer came again within seven days: what a short handle time must not be bought with. */
export default metric({
  id: 'repeat-rate',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  reachDays: 7,
  settlesAfterDays: 7,
  pairedWith: 'handle-time',
  family: 'came-back',
  excludes: ['unknown-caller', 'may-come-again', 'menu', 'phantom', 'outgoing'],
  facts: range => sql`select at, who, channel, topic_id, language, ref, 1 - hits as hits from (${repeats(range)}) repeat`,
})
