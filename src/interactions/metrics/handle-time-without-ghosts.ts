import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { offered } from '../calls-offered.ts'
import { HANDLE_SECONDS } from '../worked.ts'

const GHOST_SECONDS = 10

/** AHT without contacts of at most ten seconds: real logs have a spike of them, in which nobody was served. */
export default metric({
  id: 'handle-time-without-ghosts',
  unit: 'seconds',
  better: null,
  rule: { kind: 'mean' },
  pairedWith: 'repeat-rate',
  family: 'handle-time',
  excludes: ['abandoned', 'menu', 'phantom', 'outgoing', 'not-timed', 'ghosts'],
  facts: range =>
    offered(
      range,
      sql`case when i.outcome = 'answered' and ${HANDLE_SECONDS} > ${GHOST_SECONDS}::numeric then ${HANDLE_SECONDS} end as value`,
    ),
})
