import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { type CaseEventKind, factsOf } from './cases.ts'
import { handlersOf } from './handlers.ts'

/** A case as another helpdesk tells it as a whole: when it began, when it was answered and solved, how often it came back. */
export type Snapshot = {
  caseKey: string
  title?: string | null
  channel?: string | null
  createdAt: Date
  repliedAt?: Date | null
  firstSolvedAt?: Date | null
  lastSolvedAt?: Date | null
  reopens?: number
  assignedAt?: readonly Date[]
  handler?: string | null
  /** Seconds within working hours, where the source has reckoned them. */
  worked?: { reply: number | null; firstSolve: number | null; solve: number | null } | null
  /** Deleted, spam, or merged into another: no case any more. */
  gone?: boolean
}

type Step = { kind: CaseEventKind; at: Date; n: number }

/** The steps that a snapshot speaks of. When it was reopened it does not say: only how often, before the last solve. */
export function stepsOf({ createdAt, repliedAt, firstSolvedAt, lastSolvedAt, reopens = 0, assignedAt = [] }: Snapshot): Step[] {
  const last = lastSolvedAt ?? firstSolvedAt
  const again = firstSolvedAt && last && last > firstSolvedAt
  const reopened = Array.from({ length: Math.min(reopens, 1000) }, (_, n): Step => ({ kind: 'reopened', at: last ?? createdAt, n }))
  return [
    { kind: 'created', at: createdAt, n: 0 },
    ...(repliedAt ? [{ kind: 'replied', at: repliedAt, n: 0 } as const] : []),
    ...assignedAt.map((at, n) => ({ kind: 'assigned', at, n }) as const),
    ...(firstSolvedAt ? [{ kind: 'solved', at: firstSolvedAt, n: 0 } as const] : []),
    ...reopened,
    ...(again || (last && !firstSolvedAt) ? [{ kind: 'solved', at: last, n: 1 } as const] : []),
  ]
}

/** Takes in cases as wholes. The last word about a case counts; where its steps are known one by one, they stay. */
export async function takeSnapshots(
  ctx: Writing,
  { source, rows, importId = null }: { source: string; rows: readonly Snapshot[]; importId?: string | null },
) {
  const last = new Map(rows.map(row => [row.caseKey, row]))
  const keys = [...last.keys()]
  if (keys.length === 0) return { added: 0, changed: 0, unchanged: 0 }
  const { rows: known } = await sql<{
    caseKey: string
    steps: boolean
  }>`select case_key as "caseKey", bool_or(not snapshot) as steps from case_event
    where workspace_id = ${ctx.workspace.id} and source = ${source} and case_key = any(${keys}::text[]) group by 1`.execute(ctx.tx)
  const before = new Map(known.map(({ caseKey, steps }) => [caseKey, steps]))
  await sql`delete from case_event where workspace_id = ${ctx.workspace.id} and source = ${source} and case_key = any(${keys}::text[])
    and (snapshot or case_key = any(${keys.filter(key => last.get(key)!.gone)}::text[]))`.execute(ctx.tx)
  const whole = [...last.values()].filter(({ caseKey, gone }) => !gone && before.get(caseKey) !== true)
  await store(ctx, source, whole, importId)
  await factsOf(ctx, source, keys)
  await describe(
    ctx,
    source,
    [...last.values()].filter(({ gone }) => !gone),
    importId,
  )
  return {
    added: keys.filter(key => !before.has(key) && !last.get(key)!.gone).length,
    changed: before.size,
    unchanged: rows.length - keys.length,
  }
}

async function store(ctx: Writing, source: string, rows: readonly Snapshot[], importId: string | null): Promise<void> {
  const handlerOf = await handlersOf(
    ctx,
    source,
    rows.map(({ handler }) => handler),
  )
  const made = rows.flatMap(row =>
    stepsOf(row).map(({ kind, at, n }) => ({
      id: newId(),
      key: `\\x${hash('sha256', `${row.caseKey}\u001f${kind}\u001f${n}`, 'hex').slice(0, 32)}`,
      caseKey: row.caseKey,
      at,
      kind,
      ...(kind === 'created' ? {} : handlerOf(row.handler)),
    })),
  )
  await sql`insert into case_event (workspace_id, id, source, row_key, case_key, at, kind, handler_id, member_id, import_id, snapshot)
    select ${ctx.workspace.id}::uuid, r.id, ${source}, r.key, r."caseKey", r.at, r.kind, r."handlerId", r."memberId", ${importId}::uuid, true
    from json_to_recordset(${JSON.stringify(made)}::json) as r(id uuid, key bytea, "caseKey" text, at timestamptz, kind text, "handlerId" uuid, "memberId" uuid)
    on conflict (workspace_id, source, row_key) do nothing`.execute(ctx.tx)
}

async function describe(
  { tx, workspace, now }: Writing,
  source: string,
  rows: readonly Snapshot[],
  importId: string | null,
): Promise<void> {
  const told = rows.map(({ caseKey, title = null, channel = null, worked = null }) => ({ caseKey, title, channel, ...worked }))
  await sql`update case_fact f set title = coalesce(r.title, f.title), channel = coalesce(r.channel, f.channel)
    from json_to_recordset(${JSON.stringify(told)}::json) as r("caseKey" text, title text, channel text)
    where f.workspace_id = ${workspace.id} and f.source = ${source} and f.case_key = r."caseKey"`.execute(tx)
  await sql`insert into case_worked (workspace_id, source, case_key, reply_seconds, first_solve_seconds, solve_seconds, import_id, changed_at)
    select ${workspace.id}::uuid, ${source}, r."caseKey", r.reply, r."firstSolve", r.solve, ${importId}::uuid, ${now}
    from json_to_recordset(${JSON.stringify(told.filter(row => 'reply' in row))}::json) as r("caseKey" text, reply numeric, "firstSolve" numeric, solve numeric)
    on conflict (workspace_id, source, case_key) do update set reply_seconds = excluded.reply_seconds, first_solve_seconds = excluded.first_solve_seconds,
      solve_seconds = excluded.solve_seconds, changed_at = excluded.changed_at`.execute(tx)
}
