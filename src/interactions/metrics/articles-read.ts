import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** Readings of support articles of at least five seconds, or of a length nobody knows; the same page again within half a minute was refreshed. */
export default metric({
  id: 'articles-read',
  version: 2,
  unit: 'count',
  better: null,
  rule: { kind: 'count' },
  levels: ['company'],
  smallest: 0,
  family: 'articles',
  excludes: ['glances', 'refreshed'],
  facts: ({
    workspaceId,
    from,
    to,
  }) => sql`select v.viewed_at as at, null::uuid as who, null::text as channel, v.topic_id, v.language, 'view:' || v.id as ref
    from article_view v where v.workspace_id = ${workspaceId} and v.viewed_at >= ${from} and v.viewed_at < ${to} and v.removed_at is null
    and not v.again and (v.seconds is null or v.seconds >= 5)`,
})
