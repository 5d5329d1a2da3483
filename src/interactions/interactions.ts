import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import { wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { type Contact, linkContacts } from './after-reading.ts'
import { interactionRemoved, interactionsAdded, type NewInteraction } from './api.ts'
import { callerKey } from './caller-key.ts'
import { type Doubtful, doubtsOf, mendDoubts, noteDoubts, stays } from './doubts.ts'
import { handlersOf } from './handlers.ts'

export type Taken = { added: number; changed: number; unchanged: number }

/**
 * Takes in contacts of one source, one statement for all. What is there already is corrected where it differs; what was removed comes back when
 * its source tells it again. The order within a batch counts: the last of one id wins. What is doubtful is kept but counts nowhere; see ./doubts.ts.
 */
export async function takeInteractions(
  ctx: Writing,
  { source, rows, importId = null }: { source: string; rows: readonly NewInteraction[]; importId?: string | null },
): Promise<Taken> {
  const handlerOf = await handlersOf(
    ctx,
    source,
    rows.map(({ handler }) => handler),
  )
  const last = new Map(rows.map(row => [row.externalId, row]))
  const doubts = await doubtsOf(ctx, source, [...last.values()])
  const made = [...last.values()].map(({ handler, ...row }) => ({
    ...row,
    leftOut: doubts.has(row.externalId),
    callerKey: callerKey(row.caller),
    id: newId(),
    handlerId: handlerOf(handler)?.handlerId,
    memberId: handlerOf(handler)?.memberId,
  }))
  const { rows: kept } = await sql<Kept>`
    insert into interaction as old (workspace_id, id, source, external_id, kind, direction, queue, entered_at, connected_at, ended_at, outcome, wait_seconds,
      talk_seconds, held_seconds, wrap_up_seconds, transfers, handler_id, member_id, customer_id, account_id, caller, case_id, topic_id, language, tracking,
      resolved, import_id, changed_at, caller_key, removed_at)
    select ${ctx.workspace.id}::uuid, r.id, ${source}, r."externalId", r.kind, coalesce(r.direction, 'in'), r.queue, r."enteredAt", r."connectedAt", r."endedAt",
      r.outcome, r."waitSeconds", r."talkSeconds", r."heldSeconds", r."wrapUpSeconds", coalesce(r.transfers, 0), r."handlerId", r."memberId", r."customerId",
      c.account_id, r.caller, r."caseId", r."topicId", r.language, r.tracking, r.resolved, ${importId}::uuid, ${ctx.now},
      r."callerKey", case when r."leftOut" then ${ctx.now}::timestamptz end
    from json_to_recordset(${JSON.stringify(made)}::json) as r(id uuid, "externalId" text, kind text, direction text, queue text, "enteredAt" timestamptz,
      "connectedAt" timestamptz, "endedAt" timestamptz, outcome text, "waitSeconds" numeric, "talkSeconds" numeric, "heldSeconds" numeric,
      "wrapUpSeconds" numeric, transfers int, "handlerId" uuid, "memberId" uuid, "customerId" uuid, caller text, "caseId" uuid, "topicId" uuid,
      language text, tracking text, resolved boolean, "callerKey" text, "leftOut" boolean)
    left join customer c on c.workspace_id = ${ctx.workspace.id}::uuid and c.id = r."customerId"
    on conflict (workspace_id, source, external_id) do update set
      kind = excluded.kind, direction = excluded.direction, queue = excluded.queue, entered_at = excluded.entered_at, connected_at = excluded.connected_at,
      ended_at = excluded.ended_at, outcome = excluded.outcome, wait_seconds = excluded.wait_seconds, talk_seconds = excluded.talk_seconds,
      held_seconds = excluded.held_seconds, wrap_up_seconds = excluded.wrap_up_seconds, transfers = excluded.transfers, handler_id = excluded.handler_id,
      member_id = excluded.member_id, customer_id = coalesce(excluded.customer_id, old.customer_id), account_id = coalesce(excluded.account_id, old.account_id),
      caller = excluded.caller, case_id = coalesce(excluded.case_id, old.case_id), topic_id = coalesce(excluded.topic_id, old.topic_id),
      language = excluded.language, tracking = excluded.tracking, resolved = excluded.resolved, changed_at = excluded.changed_at,
      caller_key = excluded.caller_key, removed_at = case when ${stays} then old.removed_at else excluded.removed_at end
    where (old.kind, old.direction, old.queue, old.entered_at, old.connected_at, old.ended_at, old.outcome, old.wait_seconds, old.talk_seconds,
      old.held_seconds, old.wrap_up_seconds, old.transfers, old.handler_id, old.caller, old.language, old.tracking, old.resolved, old.removed_at is null)
      is distinct from (excluded.kind, excluded.direction, excluded.queue, excluded.entered_at, excluded.connected_at, excluded.ended_at, excluded.outcome,
      excluded.wait_seconds, excluded.talk_seconds, excluded.held_seconds, excluded.wrap_up_seconds, excluded.transfers, excluded.handler_id,
      excluded.caller, excluded.language, excluded.tracking, excluded.resolved, excluded.removed_at is null)
    returning id, external_id as "externalId", entered_at as "enteredAt", (xmax = 0) as added, customer_id as "customerId", caller, source`.execute(
    ctx.tx,
  )
  await settleDoubts(ctx, source, kept, doubts)
  await linkContacts(ctx, kept)
  const added = kept.filter(row => row.added).length
  return { added, changed: kept.length - added, unchanged: rows.length - kept.length }
}

type Kept = Contact & { id: string; externalId: string; added: boolean }

async function settleDoubts(ctx: Writing, source: string, kept: readonly Kept[], doubts: ReadonlyMap<string, Doubtful>): Promise<void> {
  const found = kept.flatMap(({ id, externalId, enteredAt }) => {
    const doubt = doubts.get(externalId)
    return doubt ? [{ ...doubt, subjectId: id, at: enteredAt }] : []
  })
  await noteDoubts(ctx, 'interaction', source, found)
  const mended = kept.filter(({ externalId, added }) => !added && !doubts.has(externalId))
  if (mended.length > 0)
    await mendDoubts(
      ctx,
      mended.map(({ id }) => id),
    )
}

/** What a caller names must be here: an id of another workspace is none. @throws Problem 400 at the first field that names nothing */
async function mustBeHere({ tx }: Writing, interactions: readonly NewInteraction[]): Promise<void> {
  for (const [field, table] of [
    ['customerId', 'customer'],
    ['topicId', 'topic'],
    ['caseId', 'customerCase'],
  ] as const) {
    const ids = [...new Set(interactions.flatMap(one => one[field] ?? []))]
    if (ids.length === 0) continue
    const known = new Set((await tx.selectFrom(table).select('id').where('id', 'in', ids).execute()).map(({ id }) => id))
    const at = interactions.findIndex(one => one[field] !== undefined && !known.has(one[field]))
    if (at >= 0) throw wrong(`interactions.${at}.${field}`, 'not-found')
  }
}

/** As `takeInteractions`, said to everybody who waits for it. */
export async function addInteractions(
  ctx: Writing,
  { source, interactions }: { source: string; interactions: readonly NewInteraction[] },
): Promise<Taken> {
  await mustBeHere(ctx, interactions)
  const taken = await takeInteractions(ctx, { source, rows: interactions })
  await ctx.announce(
    interactionsAdded,
    { source, added: taken.added, changed: taken.changed, importId: null },
    { subjectId: ctx.workspace.id },
  )
  return taken
}

/** It stays, but counts nowhere. */
export async function removeInteraction(ctx: Writing, { source, externalId }: { source: string; externalId: string }) {
  const { tx, now, announce, workspace } = ctx
  const removed = await tx
    .updateTable('interaction')
    .set({ removedAt: now, changedAt: now })
    .where('source', '=', source)
    .where('externalId', '=', externalId)
    .where('removedAt', 'is', null)
    .returning(['id', 'customerId', 'caller', 'source', 'enteredAt'])
    .executeTakeFirst()
  if (removed) await linkContacts(ctx, [removed])
  if (removed) await announce(interactionRemoved, { source }, { subjectId: workspace.id })
  return { removed: removed !== undefined }
}
