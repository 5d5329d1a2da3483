import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** Everything that came in from customers: what other figures are held against. */
export default metric({
  id: 'contacts-received',
  unit: 'count',
  better: null,
  rule: { kind: 'count' },
  levels: ['company'],
  smallest: 0,
  excludes: ['phantom', 'outgoing'],
  facts: ({ workspaceId, from, to }) => sql`select i.entered_at as at, null::uuid as who, i.kind as channel, i.topic_id, i.language,
    'interaction:' || i.id as ref
    from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from} and i.entered_at < ${to} and i.removed_at is null
    and i.direction = 'in' and i.outcome <> 'phantom'`,
})
