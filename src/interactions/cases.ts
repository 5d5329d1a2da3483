import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'

export const caseEventKinds = ['created', 'replied', 'solved', 'reopened', 'assigned', 'touched', 'closed'] as const
export type CaseEventKind = (typeof caseEventKinds)[number]
export type NewCaseEvent = {
  rowKey: Uint8Array
  caseKey: string
  at: Date
  kind: CaseEventKind
  handlerId?: string | null
  memberId?: string | null
}

/** Takes in what happened to cases and makes their facts anew. What is there already adds nothing. @returns how many were new */
export async function takeCaseEvents(
  ctx: Writing,
  { source, rows, importId = null }: { source: string; rows: readonly NewCaseEvent[]; importId?: string | null },
): Promise<number> {
  if (rows.length === 0) return 0
  const made = rows.map(({ rowKey, ...row }) => ({ ...row, id: newId(), rowKey: `\\x${Buffer.from(rowKey).toString('hex')}` }))
  const { rows: added } = await sql<{ caseKey: string }>`
    insert into case_event (workspace_id, id, source, row_key, case_key, at, kind, handler_id, member_id, import_id)
    select ${ctx.workspace.id}::uuid, r.id, ${source}, r."rowKey", r."caseKey", r.at, r.kind, r."handlerId", r."memberId", ${importId}::uuid
    from json_to_recordset(${JSON.stringify(made)}::json) as r(id uuid, "rowKey" bytea, "caseKey" text, at timestamptz, kind text, "handlerId" uuid, "memberId" uuid)
    on conflict (workspace_id, source, row_key) do nothing returning case_key as "caseKey"`.execute(ctx.tx)
  await factsOf(ctx, source, [...new Set(added.map(({ caseKey }) => caseKey))])
  return added.length
}

/**
 * The facts of these cases, from all that is known of them now; of a case without any event nothing remains. A solve after a solve without a
 * reopening between is one more solve, and undoes the one before: that was a reopening which nobody wrote down.
 */
export async function factsOf({ tx, workspace }: Writing, source: string, caseKeys: readonly string[]): Promise<void> {
  if (caseKeys.length === 0) return
  // An array, not a list to join with: behind row-level security the planner takes every join to be of a row or two.
  const wanted = sql`= any(${caseKeys}::text[])`
  await sql`delete from case_fact f where f.workspace_id = ${workspace.id} and f.source = ${source}
    and f.case_key ${wanted}
    and not exists (select from case_event e where e.workspace_id = ${workspace.id} and e.source = ${source} and e.case_key = f.case_key)`.execute(
    tx,
  )
  await sql`
    insert into case_fact (workspace_id, source, case_key, created_at, first_replied_at, first_solved_at, last_solved_at, solver_id, first_solver_id, replier_id,
      solves, reopens, touches, assignments)
    select ${workspace.id}::uuid, ${source}, e.case_key,
      coalesce(min(e.at) filter (where e.kind = 'created'), min(e.at)),
      min(e.at) filter (where e.kind = 'replied'),
      min(e.at) filter (where e.kind = 'solved'),
      max(e.at) filter (where e.kind = 'solved'),
      (array_agg(coalesce(e.member_id, e.handler_id) order by e.at desc, e.id desc) filter (where e.kind = 'solved'))[1],
      (array_agg(coalesce(e.member_id, e.handler_id) order by e.at, e.id) filter (where e.kind = 'solved'))[1],
      (array_agg(coalesce(e.member_id, e.handler_id) order by e.at, e.id) filter (where e.kind = 'replied'))[1],
      count(*) filter (where e.kind = 'solved'),
      greatest(count(*) filter (where e.kind = 'reopened'), greatest(count(*) filter (where e.kind = 'solved') - 1, 0)),
      count(*) filter (where e.kind <> 'created'),
      count(*) filter (where e.kind = 'assigned')
    from case_event e where e.workspace_id = ${workspace.id} and e.source = ${source} and e.case_key ${wanted}
    group by e.case_key
    on conflict (workspace_id, source, case_key) do update set created_at = excluded.created_at, first_replied_at = excluded.first_replied_at,
      first_solved_at = excluded.first_solved_at, last_solved_at = excluded.last_solved_at, solver_id = excluded.solver_id,
      first_solver_id = excluded.first_solver_id, replier_id = excluded.replier_id, solves = excluded.solves, reopens = excluded.reopens,
      touches = excluded.touches, assignments = excluded.assignments`.execute(tx)
}
