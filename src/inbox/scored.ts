import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'

/**
 * What customers rated on one scale in a range, whatever it came from: a survey, a call's rating, an import. Only scores on that very scale: scales
 * are never mixed in silence. Whoever was rated is whose figure it is.
 */
export const scored = (
  { workspaceId, from, to }: Range,
  scale: { id: string; min: number; max: number },
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`select f.said_at as at, f.member_id as who, f.channel, f.topic_id, f.language, 'feedback:' || f.id as ref, ${columns}
    from feedback f where f.workspace_id = ${workspaceId} and f.said_at >= ${from} and f.said_at < ${to}
    and f.scale = ${scale.id} and f.scale_min = ${scale.min} and f.scale_max = ${scale.max} and f.score is not null`
