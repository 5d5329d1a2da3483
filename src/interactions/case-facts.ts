import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'

const columns = (who: RawBuilder<unknown>, at: RawBuilder<unknown>, more: RawBuilder<unknown>) =>
  sql`select ${at} as at, ${who} as who, c.channel, c.topic_id, c.language,
    concat('case:', c.source, chr(31), c.case_key) as ref, ${more} from case_fact c`

/** Cases by the moment of their last solve, as the one's who set it. */
export const solvedCases = ({ workspaceId, from, to }: Range, more: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${columns(sql`c.solver_id`, sql`c.last_solved_at`, more)} where c.workspace_id = ${workspaceId} and c.last_solved_at >= ${from} and c.last_solved_at < ${to}`

/** Cases by the moment they began, open ones among them. */
export const begunCases = (
  { workspaceId, from, to }: Range,
  more: RawBuilder<unknown>,
  who: RawBuilder<unknown> = sql`c.solver_id`,
): RawBuilder<unknown> =>
  sql`${columns(who, sql`c.created_at`, more)} where c.workspace_id = ${workspaceId} and c.created_at >= ${from} and c.created_at < ${to}`
