import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { factsOf } from './cases.ts'

/** Our own cases among the facts: one source beside the helpdesks that are brought in. */
export const OWN = 'sabai'

/**
 * What the log says of these cases of ours (or, without ids, of all) becomes facts. Any number of times: each row of the log is itself by its id.
 * A resolve that was undone at once never held and is no solve.
 */
export async function followCases(ctx: Writing, caseIds: readonly string[] | null): Promise<void> {
  const { tx, workspace } = ctx
  const these = caseIds === null ? sql`true` : sql`subject in (select json_array_elements_text(${JSON.stringify(caseIds)}::json)::uuid)`
  const undone = sql`exists (select from event u where u.workspace_id = ${workspace.id} and u.subject_id = e.subject_id and u.type = 'case.unresolved' and u.at >= e.at
    and not exists (select from event s where s.workspace_id = ${workspace.id} and s.subject_id = e.subject_id and s.type = 'case.resolved' and s.at > e.at and s.at <= u.at))`
  await sql`delete from case_event c using (select e.id, e.subject_id as subject from event e where e.workspace_id = ${workspace.id} and e.type = 'case.resolved'
      and ${undone}) e where ${these} and c.workspace_id = ${workspace.id} and c.source = ${OWN} and c.id = e.id`.execute(tx)
  const { rows } = await sql<{ caseKey: string }>`
    insert into case_event (workspace_id, id, source, row_key, case_key, at, kind, member_id)
    select ${workspace.id}::uuid, id, ${OWN}, uuid_send(id), subject::text, at, kind, member from (
      select c.id, c.id as subject, c.opened_at as at, 'created' as kind, null::uuid as member from customer_case c
        where c.workspace_id = ${workspace.id} and c.merged_into is null
      union all
      select e.id, e.subject_id, e.at, case e.type when 'case.replied' then 'replied' when 'case.resolved' then 'solved' when 'case.reopened' then 'reopened'
          when 'case.assigned' then 'assigned' else 'touched' end, case when e.actor_kind = 'member' then e.actor_id end
        from event e where e.workspace_id = ${workspace.id} and e.type in ('case.replied', 'case.resolved', 'case.reopened', 'case.assigned', 'case.noted')
        and not (e.type = 'case.resolved' and ${undone})
    ) told where ${these}
    on conflict (workspace_id, source, row_key) do nothing returning case_key as "caseKey"`.execute(tx)
  const changed = [...new Set([...rows.map(({ caseKey }) => caseKey), ...(caseIds ?? [])])]
  await factsOf(ctx, OWN, changed)
  await describe(ctx, changed)
}

/** Whose and about what, as the case says it now. */
const describe = ({ tx, workspace }: Writing, caseKeys: readonly string[]) =>
  sql`update case_fact f set case_id = c.id, customer_id = c.customer_id, account_id = c.account_id, topic_id = c.topic_id, channel = c.channel,
      language = c.language, title = c.words
    from customer_case c where f.workspace_id = ${workspace.id} and c.workspace_id = ${workspace.id} and f.source = ${OWN} and f.case_key = c.id::text
      and c.id in (select json_array_elements_text(${JSON.stringify(caseKeys)}::json)::uuid)`.execute(tx)

/** Those that an import opened. */
export async function followImported(ctx: Writing, importId: string): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`select distinct case_id as id from feedback where workspace_id = ${ctx.workspace.id} and import_id = ${importId}
    and case_id is not null`.execute(ctx.tx)
  await followCases(
    ctx,
    rows.map(({ id }) => id),
  )
}
