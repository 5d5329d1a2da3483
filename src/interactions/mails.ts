import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { OWN } from './loop.ts'

/**
 * The mails of these cases of ours are contacts: what a customer wrote came in and is answered by the first reply after it; each reply went out. Any number
 * of times: a mail is itself by the id of its entry, and what a machine wrote is none. A letter that opened a case, or was joined to one, is the
 * feedback that it became.
 */
export async function followMails({ tx, workspace, now }: Writing, caseIds: readonly string[]): Promise<void> {
  const these = sql`= any(${caseIds}::uuid[])`
  await sql`with mail as materialized (
      select e.id, e.case_id, e.at, e.direction, e.member_id, e.language from case_entry e where e.workspace_id = ${workspace.id} and e.case_id ${these}
        and e.kind = 'message' and e.direction is not null and not e.automatic
      union all
      select f.id, f.case_id, f.said_at, 'in', null, f.language from feedback f where f.workspace_id = ${workspace.id} and f.case_id ${these} and f.source = 'mail'
    ), told as (
      select m.*, case when m.direction = 'out' then m.at else (select min(o.at) from mail o where o.case_id = m.case_id and o.direction = 'out' and o.at >= m.at) end
        as answered_at from mail m
    )
    insert into interaction as old (workspace_id, id, source, external_id, kind, direction, entered_at, connected_at, outcome, member_id, customer_id, account_id,
      case_id, topic_id, language, changed_at)
    select ${workspace.id}::uuid, t.id, ${OWN}, 'mail ' || t.id, 'email', t.direction, t.at, t.answered_at, case when t.answered_at is null then 'waiting' else 'answered' end,
      coalesce(t.member_id, (select o.member_id from mail o where o.case_id = t.case_id and o.direction = 'out' and o.at = t.answered_at limit 1)),
      (select c.customer_id from customer_case c where c.workspace_id = ${workspace.id} and c.id = t.case_id),
      (select c.account_id from customer_case c where c.workspace_id = ${workspace.id} and c.id = t.case_id), t.case_id,
      (select c.topic_id from customer_case c where c.workspace_id = ${workspace.id} and c.id = t.case_id), nullif(t.language, 'und'), ${now}
    from told t
    on conflict (workspace_id, source, external_id) do update set connected_at = excluded.connected_at, outcome = excluded.outcome, member_id = excluded.member_id,
      customer_id = excluded.customer_id, account_id = excluded.account_id, case_id = excluded.case_id, topic_id = excluded.topic_id, changed_at = excluded.changed_at
    where (old.connected_at, old.outcome, old.member_id, old.customer_id, old.account_id, old.case_id, old.topic_id)
      is distinct from (excluded.connected_at, excluded.outcome, excluded.member_id, excluded.customer_id, excluded.account_id, excluded.case_id, excluded.topic_id)`.execute(
    tx,
  )
}

/** A letter that was taken out of its case is a contact about no case. */
export const letterLeft = ({ tx, workspace, now }: Writing, feedbackId: string) =>
  sql`update interaction set case_id = null, changed_at = ${now} where workspace_id = ${workspace.id} and id = ${feedbackId} and source = ${OWN}`.execute(
    tx,
  )
