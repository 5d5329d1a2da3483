import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** Good words of a customer's about a member, each voice once a member: known from the source, or told by a colleague. Good news counts, and nobody is ranked by it. */
export default metric({
  id: 'praise',
  unit: 'count',
  better: 'up',
  rule: { kind: 'count' },
  smallest: 0,
  facts: ({
    workspaceId,
    from,
    to,
  }) => sql`select p.said_at as at, p.member_id as who, f.channel, f.topic_id, f.language, 'feedback:' || f.id as ref
    from voice_praise p join feedback f on f.workspace_id = ${workspaceId} and f.id = p.feedback_id
    where p.workspace_id = ${workspaceId} and p.said_at >= ${from} and p.said_at < ${to}`,
})
