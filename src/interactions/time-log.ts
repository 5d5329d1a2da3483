import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { type Doubtful, isFuture, mendDoubts, noteDoubts, stays } from './doubts.ts'
import { handlersOf } from './handlers.ts'

export type NewTimeLog = {
  externalId: string
  handler: string
  startedAt: Date
  endedAt: Date
  /** How much of it calls could come in; left out where the source does not tell. */
  productiveSeconds?: number | undefined
}
type Made = NewTimeLog & { id: string; handlerId: string; memberId: string | null; leftOut: boolean }

/**
 * Takes in when people were logged in. A shift that runs into another of the same person would be counted twice: the one that was told first counts,
 * the other waits for a person to decide.
 */
export async function takeTimeLogs(
  ctx: Writing,
  { source, rows, importId = null }: { source: string; rows: readonly NewTimeLog[]; importId?: string | null },
) {
  const handlerOf = await handlersOf(
    ctx,
    source,
    rows.map(({ handler }) => handler),
  )
  const made = [...new Map(rows.map(row => [row.externalId, row])).values()].flatMap((row): Made[] => {
    const handled = handlerOf(row.handler)
    return handled ? [{ ...row, ...handled, id: newId(), leftOut: false }] : []
  })
  const doubts = await doubtsOf(ctx, source, made)
  for (const one of made) one.leftOut = doubts.has(one.externalId)
  const kept = await store(ctx, source, made, importId)
  await noteDoubts(
    ctx,
    'time-log',
    source,
    kept.flatMap(({ id, externalId, startedAt }) =>
      doubts.has(externalId) ? [{ ...doubts.get(externalId)!, subjectId: id, at: startedAt }] : [],
    ),
  )
  await mendDoubts(
    ctx,
    kept.flatMap(({ id, externalId }) => (doubts.has(externalId) ? [] : [id])),
  )
  const added = kept.filter(row => row.added).length
  return { added, changed: kept.length - added, unchanged: rows.length - kept.length }
}

async function store({ tx, workspace, now }: Writing, source: string, made: readonly Made[], importId: string | null) {
  const { rows } = await sql<{ id: string; externalId: string; startedAt: Date; added: boolean }>`
    insert into time_log as old (workspace_id, id, source, external_id, handler_id, member_id, started_at, ended_at, productive_seconds, import_id, changed_at, removed_at)
    select ${workspace.id}::uuid, r.id, ${source}, r."externalId", r."handlerId", r."memberId", r."startedAt", r."endedAt", r."productiveSeconds", ${importId}::uuid,
      ${now}, case when r."leftOut" then ${now}::timestamptz end
    from json_to_recordset(${JSON.stringify(made)}::json) as r(id uuid, "externalId" text, "handlerId" uuid, "memberId" uuid, "startedAt" timestamptz,
      "endedAt" timestamptz, "productiveSeconds" numeric, "leftOut" boolean)
    on conflict (workspace_id, source, external_id) do update set handler_id = excluded.handler_id, member_id = excluded.member_id, started_at = excluded.started_at,
      ended_at = excluded.ended_at, productive_seconds = excluded.productive_seconds, changed_at = excluded.changed_at, removed_at = case when ${stays} then old.removed_at else excluded.removed_at end
    where (old.handler_id, old.started_at, old.ended_at, old.productive_seconds, old.removed_at is null)
      is distinct from (excluded.handler_id, excluded.started_at, excluded.ended_at, excluded.productive_seconds, excluded.removed_at is null)
    returning id, external_id as "externalId", started_at as "startedAt", (xmax = 0) as added`.execute(tx)
  return rows
}

async function doubtsOf(ctx: Writing, source: string, made: readonly Made[]): Promise<Map<string, Doubtful>> {
  const found = new Map<string, Doubtful>(
    made.filter(({ startedAt }) => isFuture(startedAt, ctx.now)).map(({ externalId }) => [externalId, { kind: 'future', otherId: null }]),
  )
  for (const [externalId, otherId] of [...amongThemselves(made), ...(await amongKnown(ctx, source, made))])
    if (!found.has(externalId)) found.set(externalId, { kind: 'overlapping-shift', otherId })
  return found
}

const whose = ({ memberId, handlerId }: Made) => memberId ?? handlerId

/** In the order of their beginnings: who begins before the last kept one has ended overlaps it. */
function amongThemselves(made: readonly Made[]): [string, string | null][] {
  const found: [string, string | null][] = []
  for (const of of Map.groupBy(made, whose).values()) {
    let last: Made | null = null
    for (const one of [...of].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime()))
      if (last && one.startedAt < last.endedAt) found.push([one.externalId, null])
      else last = one
  }
  return found
}

async function amongKnown({ tx, workspace }: Writing, source: string, made: readonly Made[]): Promise<[string, string | null][]> {
  const clash = sql`t.workspace_id = ${workspace.id} and t.started_at > r."startedAt" - interval '2 days' and t.started_at < r."endedAt" and t.ended_at > r."startedAt"
    and t.removed_at is null and (t.source, t.external_id) is distinct from (${source}, r."externalId")`
  const { rows } = await sql<{ externalId: string; otherId: string | null }>`
    select r."externalId", coalesce((select t.id from time_log t where t.member_id = r."memberId" and ${clash} limit 1),
        (select t.id from time_log t where t.handler_id = r."handlerId" and ${clash} limit 1)) as "otherId"
    from json_to_recordset(${JSON.stringify(made)}::json) as r("externalId" text, "handlerId" uuid, "memberId" uuid, "startedAt" timestamptz, "endedAt" timestamptz)
    where not exists (select from time_log t join doubt d on d.workspace_id = ${workspace.id} and d.subject_id = t.id and d.decision = 'count'
      where t.workspace_id = ${workspace.id} and t.source = ${source} and t.external_id = r."externalId")`.execute(tx)
  return rows.flatMap(({ externalId, otherId }) => (otherId ? [[externalId, otherId] as [string, string]] : []))
}
