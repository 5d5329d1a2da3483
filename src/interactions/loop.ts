import { type RawBuilder, sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { factsOf } from './cases.ts'

/** Our own cases among the facts: one source beside the helpdesks that are brought in. */
export const OWN = 'sabai'
/** A contact `i` that is a mail of one of them. */
export const ownMail = sql`(i.source = 'sabai' and i.kind = 'email')`

/**
 * What the log says of these cases of ours (or, without ids, of all) becomes facts. Any number of times: each row of the log is itself by its id.
 * A resolve that was undone at once never held and is no solve.
 */
export async function followCases(ctx: Writing, caseIds: readonly string[] | null): Promise<void> {
  const { tx, workspace } = ctx
  const these = (subject: RawBuilder<unknown>) => (caseIds === null ? sql`true` : sql`${subject} = any(${caseIds}::uuid[])`)
  const log = sql`log as materialized (
      select e.id, e.subject_id as subject, e.at, e.type, case when e.actor_kind = 'member' then e.actor_id end as member from event e
      where e.workspace_id = ${workspace.id} and ${these(sql`e.subject_id`)} and e.type in ('case.replied', 'case.resolved', 'case.unresolved', 'case.reopened',
        'case.assigned', 'case.noted')
    ), undone as materialized (
      select id from (select id, type, lead(type) over (partition by subject order by at, id) as next from log
        where type in ('case.resolved', 'case.unresolved')) solve where type = 'case.resolved' and next = 'case.unresolved'
    )`
  await sql`with ${log} delete from case_event c where c.workspace_id = ${workspace.id} and c.id in (select id from undone)`.execute(tx)
  const { rows } = await sql<{ caseKey: string }>`
    with ${log}
    insert into case_event (workspace_id, id, source, row_key, case_key, at, kind, member_id)
    select ${workspace.id}::uuid, id, ${OWN}, uuid_send(id), subject::text, at, kind, member from (
      select c.id, c.id as subject, c.opened_at as at, 'created' as kind, null::uuid as member from customer_case c
        where c.workspace_id = ${workspace.id} and c.merged_into is null and ${these(sql`c.id`)}
      union all
      select id, subject, at, case type when 'case.replied' then 'replied' when 'case.resolved' then 'solved' when 'case.reopened' then 'reopened'
          when 'case.assigned' then 'assigned' else 'touched' end, member
        from log where type <> 'case.unresolved' and id not in (select id from undone)
    ) told
    on conflict (workspace_id, source, row_key) do nothing returning case_key as "caseKey"`.execute(tx)
  const changed = [...new Set([...rows.map(({ caseKey }) => caseKey), ...(caseIds ?? [])])]
  await factsOf(ctx, OWN, changed)
  await describe(ctx, changed)
}

/** Whose and about what, as the case says it now. One look-up a case: as a join the planner, blind behind row-level security, compares all with all. */
const describe = ({ tx, workspace }: Writing, caseKeys: readonly string[]) =>
  sql`update case_fact f set (case_id, customer_id, account_id, topic_id, channel, language, title) =
      (select c.id, c.customer_id, c.account_id, c.topic_id, c.channel, c.language, c.words from customer_case c
        where c.workspace_id = ${workspace.id} and c.id = f.case_key::uuid)
    where f.workspace_id = ${workspace.id} and f.source = ${OWN} and f.case_key = any(${caseKeys}::text[])`.execute(tx)

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
