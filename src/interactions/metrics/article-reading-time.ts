import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** Median seconds of a reading. Where the source cannot tell (the last page of a visit in a server's log) it is unknown, not nought. */
export default metric({
  id: 'article-reading-time',
  unit: 'seconds',
  better: null,
  rule: { kind: 'quantile', p: 0.5 },
  levels: ['company'],
  family: 'articles',
  excludes: ['unknown-time'],
  facts: ({ workspaceId, from, to }) => sql`select v.viewed_at as at, null::uuid as who, null::text as channel, v.topic_id, v.language,
    'view:' || v.id as ref, least(v.seconds, 1800) as value
    from article_view v where v.workspace_id = ${workspaceId} and v.viewed_at >= ${from} and v.viewed_at < ${to} and v.removed_at is null`,
})
