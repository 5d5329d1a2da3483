import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { forgetDoubts } from '../../doubts.ts'
import { takeInteractions } from '../../interactions.ts'
import { takeTimeLogs } from '../../time-log.ts'
import { callOf, isShift } from './call.ts'
import type { QueueLine } from './line.ts'
import { shiftsOf } from './shifts.ts'

type About = { source: string; importId: string | null }
type Touched = { callKey: string | null; agent: string | null; at: Date }

/** Stores lines and makes anew the calls and shifts that they belong to. @returns how many lines were new */
export async function saveLines(ctx: Writing, about: About, lines: readonly QueueLine[]): Promise<number> {
  const touched = await store(ctx, about, lines)
  await makeCalls(ctx, about, keysOf(touched))
  await makeShifts(ctx, about, touched)
  return touched.length
}

const keysOf = (touched: readonly Touched[]) => [...new Set(touched.flatMap(({ callKey }) => callKey ?? []))]

async function store(ctx: Writing, { source, importId }: About, lines: readonly QueueLine[]): Promise<Touched[]> {
  if (lines.length === 0) return []
  const made = lines.map(({ key, ...line }) => ({
    ...line,
    callKey: isShift({ key, ...line }) ? null : line.callKey,
    key: `\\x${Buffer.from(key).toString('hex')}`,
  }))
  const { rows } =
    await sql<Touched>`insert into queue_line (workspace_id, source, line_key, at, call_key, queue, agent, event, rest, import_id)
    select ${ctx.workspace.id}::uuid, ${source}, r.key, r.at, r."callKey", r.queue, r.agent, r.event, r.rest, ${importId}::uuid
    from json_to_recordset(${JSON.stringify(made)}::json) as r(key bytea, at timestamptz, "callKey" text, queue text, agent text, event text, rest text)
    on conflict (workspace_id, source, line_key) do nothing returning call_key as "callKey", agent, at`.execute(ctx.tx)
  return rows
}

const shape = ['lineKey as key', 'at', 'callKey', 'queue', 'agent', 'event', 'rest'] as const

async function makeCalls(ctx: Writing, { source, importId }: About, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const lines = await ctx.tx
    .selectFrom('queueLine')
    .select(shape)
    .where('source', '=', source)
    .where(sql<boolean>`call_key = any(${keys}::text[])`)
    .execute()
  const calls = [...Map.groupBy(lines, ({ callKey }) => callKey!)].map(([externalId, of]) => ({ externalId, ...callOf(of) }))
  if (calls.length > 0) await takeInteractions(ctx, { source, rows: calls, importId })
}

const DAY = 86_400_000

/** Of each agent the shifts that began at most a day before the first new line. */
async function makeShifts(ctx: Writing, { source, importId }: About, touched: readonly Touched[]): Promise<void> {
  const mine = touched.filter(({ callKey, agent }) => callKey === null && agent !== null)
  if (mine.length === 0) return
  const from = new Date(Math.min(...mine.map(({ at }) => at.getTime())) - DAY)
  const lines = await ctx.tx
    .selectFrom('queueLine')
    .select(shape)
    .where('source', '=', source)
    .where('callKey', 'is', null)
    .where('agent', 'in', [...new Set(mine.map(({ agent }) => agent!))])
    .where('at', '>=', from)
    .execute()
  const rows = [...Map.groupBy(lines, ({ agent }) => agent!)].flatMap(([handler, of]) =>
    shiftsOf(of).map(shift => ({ externalId: `${handler} ${shift.startedAt.toISOString()}`, handler, ...shift })),
  )
  await takeTimeLogs(ctx, { source, rows, importId })
}

const BATCH = 5_000

/** Takes an import's lines away again; calls are made of what other files told of them, and those of which nothing is left are gone. */
export async function undoLines(ctx: Writing, importId: string) {
  const { tx, workspace } = ctx
  const { rows } = await sql<
    Touched & { source: string }
  >`delete from queue_line where workspace_id = ${workspace.id} and (source, line_key) in
    (select source, line_key from queue_line where workspace_id = ${workspace.id} and import_id = ${importId} limit ${BATCH})
    returning source, call_key as "callKey", agent, at`.execute(tx)
  for (const [source, of] of Map.groupBy(rows, row => row.source)) {
    const keys = keysOf(of)
    const { rows: gone } = await sql<{
      id: string
    }>`delete from interaction i where i.workspace_id = ${workspace.id} and i.source = ${source}
      and i.external_id = any(${keys}::text[]) and not exists (select from queue_line q where q.workspace_id = ${workspace.id} and q.source = ${source}
        and q.call_key = i.external_id) returning id`.execute(tx)
    await forgetDoubts(
      ctx,
      gone.map(({ id }) => id),
    )
    await makeCalls(ctx, { source, importId: null }, keys)
  }
  const { rows: shifts } = await sql<{
    id: string
  }>`delete from time_log where workspace_id = ${workspace.id} and import_id = ${importId} returning id`.execute(tx)
  await forgetDoubts(
    ctx,
    shifts.map(({ id }) => id),
  )
  return { removed: rows.length, kept: [] }
}
