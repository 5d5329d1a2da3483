import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** Readings after which the reader contacted us all the same. */
export default metric({
  id: 'contact-after-article',
  unit: 'share',
  better: 'down',
  rule: { kind: 'share' },
  levels: ['company'],
  family: 'articles',
  facts: ({ workspaceId, from, to }) => sql`select v.viewed_at as at, null::uuid as who, v.then_contact as channel, v.topic_id, v.language,
      'view:' || v.id as ref, case when v.then_contact is null then 0 else 1 end as hits
    from article_view v where v.workspace_id = ${workspaceId} and v.viewed_at >= ${from} and v.viewed_at < ${to} and v.removed_at is null`,
})
