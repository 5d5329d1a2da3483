import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'

/** A case that a bad rating opened is our own doing, not the customer's coming back. */
const byRule = (id: RawBuilder<unknown>, workspaceId: string) =>
  sql`exists (select from customer_case k where k.workspace_id = ${workspaceId} and k.id = ${id} and k.opened_by = 'rule')`

/**
 * Solved cases, and whether the customer came back about the same within fourteen days: the case reopened, or a new one on its topic. A matter reopened
 * under a new number is chained to the old one so. Judged when the days have passed.
 */
export const returns = ({ workspaceId, from, to, today }: Range): RawBuilder<unknown> =>
  sql`select c.first_solved_at as at, c.first_solver_id as who, c.channel, c.topic_id, c.language,
      concat('case:', c.source, chr(31), c.case_key) as ref, case when c.first_solved_at <= ${today}::timestamptz - interval '14 days' then case when c.reopens > 0 or exists (
        select from case_fact n where n.workspace_id = ${workspaceId} and n.customer_id = c.customer_id and n.created_at > c.first_solved_at
          and n.created_at <= c.first_solved_at + interval '14 days' and n.topic_id = c.topic_id and not ${byRule(sql`n.case_id`, workspaceId)}
      ) then 1 else 0 end end as hits
    from case_fact c where c.workspace_id = ${workspaceId} and c.first_solved_at >= ${from} and c.first_solved_at < ${to}
    and c.customer_id is not null and c.topic_id is not null and not ${byRule(sql`c.case_id`, workspaceId)}`
