import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** Readings from which the reader went on to a chat with us. */
export default metric({
  id: 'chat-after-article',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  levels: ['company'],
  family: 'articles',
  facts: ({
    workspaceId,
    from,
    to,
  }) => sql`select v.viewed_at as at, null::uuid as who, v.then_contact as channel, v.topic_id, v.language, 'view:' || v.id as ref,
      case when v.then_contact = 'chat' then 1 else 0 end as hits
    from article_view v where v.workspace_id = ${workspaceId} and v.viewed_at >= ${from} and v.viewed_at < ${to} and v.removed_at is null`,
})
