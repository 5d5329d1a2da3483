import { type RawBuilder, sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'

/** A contact within so long after a reading is a contact after it. */
const WITHIN = sql`interval '1 day'`

/** A contact as far as its readings need to know it. */
export type Contact = { customerId: string | null; caller: string | null; source: string; enteredAt: Date }

/**
 * By which way the reader came to us first within a day of a reading; null where nobody came, or nobody can tell. The same reader is the same customer,
 * else, in one source, the same name there. Two look-ups, each by its index.
 */
const link = ({ tx, workspace }: Writing, which: RawBuilder<unknown>) => {
  const near = sql`i.workspace_id = ${workspace.id} and i.direction = 'in' and i.outcome <> 'phantom' and i.removed_at is null
    and i.entered_at >= v.viewed_at and i.entered_at <= v.viewed_at + ${WITHIN}`
  return sql`update article_view v set then_contact = found.kind from (
      select v.id, (select came.kind from (
          (select i.kind, i.entered_at from interaction i where ${near} and i.customer_id = v.customer_id order by i.entered_at limit 1)
          union all
          (select i.kind, i.entered_at from interaction i where ${near} and i.caller_key = lower(v.visitor) and i.source = v.source order by i.entered_at limit 1)
        ) came order by came.entered_at limit 1) as kind
      from article_view v where v.workspace_id = ${workspace.id} and ${which}) found
    where v.workspace_id = ${workspace.id} and v.id = found.id and v.then_contact is distinct from found.kind`.execute(tx)
}

/** Readings that have come in, or whose reader has become known. */
export async function linkReadings(ctx: Writing, viewIds: readonly string[]): Promise<void> {
  if (viewIds.length > 0) await link(ctx, sql`v.id = any(${viewIds}::uuid[])`)
}

/** All readings of these customers: after two have become one, or two again. */
export async function linkReadingsOf(ctx: Writing, customerIds: readonly string[]): Promise<void> {
  await link(ctx, sql`v.customer_id = any(${customerIds}::uuid[])`)
}

/** Readings before contacts that came in, were corrected or are gone. */
export async function linkContacts(ctx: Writing, contacts: readonly Contact[]): Promise<void> {
  const known = contacts.filter(({ customerId, caller }) => customerId !== null || caller !== null)
  if (known.length === 0 || !(await hasReadings(ctx))) return
  const { tx, workspace } = ctx
  const before = sql`v.workspace_id = ${workspace.id} and v.viewed_at <= c."enteredAt" and v.viewed_at >= c."enteredAt" - ${WITHIN}`
  const { rows } = await sql<{ id: string }>`with c as materialized (
      select * from json_to_recordset(${JSON.stringify(known)}::json) as c("customerId" uuid, caller text, source text, "enteredAt" timestamptz))
    select v.id from c cross join lateral (select v.id from article_view v where ${before} and v.customer_id = c."customerId") v
    union select v.id from c cross join lateral (select v.id from article_view v where ${before} and v.source = c.source and v.visitor = c.caller) v`.execute(
    tx,
  )
  await linkReadings(
    ctx,
    rows.map(({ id }) => id),
  )
}

/** Most workspaces have none, and nothing to look for. */
async function hasReadings({ tx, workspace }: Writing): Promise<boolean> {
  const { rows } = await sql<{
    any: boolean
  }>`select exists (select from article_view where workspace_id = ${workspace.id}) as any`.execute(tx)
  return rows[0]!.any
}

/** Somebody has said who they are: what they read and how they came before is theirs too. */
export async function knowReader(
  ctx: Writing,
  { source, visitors, customerId }: { source: string; visitors: readonly string[]; customerId: string },
) {
  const { tx, workspace, now } = ctx
  const { rows } = await sql<{ id: string }>`update article_view set customer_id = ${customerId}, changed_at = ${now}
    where workspace_id = ${workspace.id} and source = ${source} and visitor = any(${visitors}::text[]) and customer_id is null returning id`.execute(
    tx,
  )
  await sql`update interaction i set customer_id = ${customerId}, changed_at = ${now},
      account_id = (select c.account_id from customer c where c.workspace_id = ${workspace.id} and c.id = ${customerId})
    where i.workspace_id = ${workspace.id} and i.caller_key = any(${visitors.map(one => one.toLowerCase())}::text[]) and i.source = ${source} and i.customer_id is null`.execute(
    tx,
  )
  await linkReadings(
    ctx,
    rows.map(({ id }) => id),
  )
}
