import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import type { NewInteraction } from './api.ts'
import { callerKey } from './caller-key.ts'
import type { DoubtKind } from './doubt-api.ts'

export type Doubtful = { kind: DoubtKind; otherId: string | null }
type Subject = 'interaction' | 'time-log'

/** A source's clock may be a little ahead of ours. */
const AHEAD_MS = 5 * 60_000
/** Two systems write down the same call within so many seconds. */
const SAME_CALL_SECONDS = 30

export const isFuture = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + AHEAD_MS

/** Whether a contact contradicts itself or the clock. */
export function contradiction({ enteredAt, connectedAt, endedAt }: NewInteraction, now: Date): DoubtKind | null {
  if (isFuture(enteredAt, now)) return 'future'
  const moments = [enteredAt, connectedAt, endedAt].filter(at => at !== undefined)
  return moments.some((at, index) => index > 0 && at < moments[index - 1]!) ? 'backwards' : null
}

/** The doubtful ones among contacts of a source, by their id there; what a person has decided to count is none. */
export async function doubtsOf(ctx: Writing, source: string, rows: readonly NewInteraction[]): Promise<Map<string, Doubtful>> {
  const found = new Map<string, Doubtful>()
  for (const row of rows) {
    const kind = contradiction(row, ctx.now)
    if (kind) found.set(row.externalId, { kind, otherId: null })
  }
  for (const [externalId, otherId] of await toldElsewhere(ctx, source, rows))
    if (!found.has(externalId)) found.set(externalId, { kind: 'told-twice', otherId })
  if (found.size > 0) for (const externalId of await believed(ctx, source, [...found.keys()])) found.delete(externalId)
  return found
}

/** Contacts that another source tells too: the same kind and direction, the same customer or caller, begun within half a minute. */
async function toldElsewhere({ tx, workspace }: Writing, source: string, rows: readonly NewInteraction[]): Promise<[string, string][]> {
  const asked = rows.flatMap(({ externalId, kind, direction = 'in', enteredAt, caller, customerId }) =>
    caller || customerId ? [{ externalId, kind, direction, enteredAt, callerKey: callerKey(caller), customerId: customerId ?? null }] : [],
  )
  if (asked.length === 0 || !(await hasOtherSource({ tx, workspace }, source))) return []
  const near = sql`i.source <> ${source} and i.kind = r.kind and i.direction = r.direction and i.removed_at is null
    and i.entered_at between r."enteredAt" - ${`${SAME_CALL_SECONDS}s`}::interval and r."enteredAt" + ${`${SAME_CALL_SECONDS}s`}::interval`
  const { rows: found } = await sql<{ externalId: string; otherId: string }>`
    select r."externalId", coalesce(
      (select i.id from interaction i where i.workspace_id = ${workspace.id} and i.caller_key = r."callerKey" and ${near} limit 1),
      (select i.id from interaction i where i.workspace_id = ${workspace.id} and i.customer_id = r."customerId" and ${near} limit 1)) as "otherId"
    from json_to_recordset(${JSON.stringify(asked)}::json) as r("externalId" text, kind text, direction text, "enteredAt" timestamptz, "callerKey" text,
      "customerId" uuid)`.execute(tx)
  return found.flatMap(({ externalId, otherId }) => (otherId ? [[externalId, otherId] as [string, string]] : []))
}

/** Most workspaces have one source, and nothing to compare with. The index tells by its two ends. */
async function hasOtherSource({ tx, workspace }: Pick<Writing, 'tx' | 'workspace'>, source: string): Promise<boolean> {
  const { rows } = await sql<{ ends: (string | null)[] }>`select array[
    (select source from interaction where workspace_id = ${workspace.id} order by source, external_id limit 1),
    (select source from interaction where workspace_id = ${workspace.id} order by source desc, external_id desc limit 1)] as ends`.execute(
    tx,
  )
  return rows[0]!.ends.some(one => one !== null && one !== source)
}

/** Those that a person has decided to count, or to which the other was. */
async function believed({ tx, workspace }: Writing, source: string, externalIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    externalId: string
  }>`select i.external_id as "externalId" from interaction i where i.workspace_id = ${workspace.id}
    and i.source = ${source} and i.external_id = any(${externalIds}::text[]) and (
      exists (select from doubt d where d.workspace_id = ${workspace.id} and d.subject_id = i.id and d.decision = 'count')
      or exists (select from doubt d where d.workspace_id = ${workspace.id} and d.other_id = i.id and d.decision = 'count'))`.execute(tx)
  return rows.map(({ externalId }) => externalId)
}

export type Found = Doubtful & { subjectId: string; at: Date }

/** Writes down doubts; one that is there stays as it was decided. */
export async function noteDoubts({ tx, now }: Writing, subject: Subject, source: string, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return
  await tx
    .insertInto('doubt')
    .values(found.map(one => ({ id: newId(), subject, source, foundAt: now, ...one })))
    .onConflict(on =>
      on
        .columns(['workspaceId', 'subjectId', 'kind'])
        .doUpdateSet(eb => ({ at: eb.ref('excluded.at'), otherId: eb.ref('excluded.otherId') })),
    )
    .execute()
}

/** What its source has put right is doubtful no longer; what a person has decided stays on record. */
export const mendDoubts = ({ tx, workspace }: Writing, subjectIds: readonly string[]) =>
  sql`delete from doubt where workspace_id = ${workspace.id} and subject_id = any(${subjectIds}::uuid[]) and decision is null`.execute(tx)

/** Records that are gone. */
export const forgetDoubts = async ({ tx, workspace }: Writing, subjectIds: readonly string[]): Promise<void> => {
  if (subjectIds.length > 0)
    await sql`delete from doubt where workspace_id = ${workspace.id} and (subject_id = any(${subjectIds}::uuid[]) or other_id = any(${subjectIds}::uuid[]))`.execute(
      tx,
    )
}

/** In an upsert into `old`: a person has said that the record does not count, whatever its source tells again. */
export const stays = sql`exists (select from doubt d where d.workspace_id = old.workspace_id and d.subject_id = old.id and d.decision = 'leave-out')`
