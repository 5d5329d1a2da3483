import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { currentOf } from './current.ts'
import { noted, told } from './imported-changes.ts'
import { reindexAccounts } from './indexing.ts'
import { findableKey, searchKey, store } from './spelling.ts'

/** An account as a source tells of it: its id there, else its name, is what it is known by. */
export type Organisation = {
  source: string
  externalId?: string | null | undefined
  name?: string | null | undefined
  plan?: string | null | undefined
  monthlyRevenue?: number | null | undefined
  currency?: string | null | undefined
  startsOn?: string | null | undefined
  endsOn?: string | null | undefined
  ownerId?: string | null | undefined
}

type Known = Organisation & { id: string | null; fresh: boolean; nameKey: string }

/** The live account of this name, however it is spelled; the oldest where there are several. */
export async function accountByName(ctx: { tx: Tx }, name: string): Promise<string | null> {
  const [found] = await byName(ctx.tx, [searchKey(name)])
  return found?.id ?? null
}

/**
 * Each row's account, found or added, for batches of some thousand rows. With `update`, what the source tells (and only that) replaces what we
 * had, where the account is its own.
 * @returns an id for each row, null where it names none; and how each was met
 */
export async function findOrAddAccounts(
  ctx: Writing,
  organisations: readonly Organisation[],
  { importId = null, update = false }: { importId?: string | null; update?: boolean } = {},
): Promise<{ ids: (string | null)[]; added: Set<string>; changed: Set<string> }> {
  const { rows, all } = gathered(organisations)
  await recognise(ctx.tx, all)
  const fresh = all.filter(one => !one.id)
  for (const one of fresh) Object.assign(one, { id: newId(), fresh: true })
  await insert(ctx, fresh, importId)
  const changed = update
    ? await change(
        ctx,
        all.filter(one => !one.fresh),
        importId,
      )
    : new Set<string>()
  return { ids: rows.map(one => one?.id ?? null), added: new Set(fresh.flatMap(one => (one.fresh && one.id ? [one.id] : []))), changed }
}

function gathered(organisations: readonly Organisation[]) {
  const byKey = new Map<string, Known>()
  const rows = organisations.map(told => {
    const one = cleaned(told)
    const key = one.externalId ? `id:${one.source}:${one.externalId}` : one.name ? `name:${searchKey(one.name)}` : null
    if (!key) return null
    const known = byKey.get(key) ?? { ...one, id: null, fresh: false, nameKey: searchKey(one.name ?? one.externalId ?? '') }
    byKey.set(key, Object.assign(known, filling(known, one)))
    return known
  })
  return { rows, all: [...byKey.values()] }
}

const cleaned = (one: Organisation): Organisation =>
  Object.fromEntries(
    Object.entries(one).map(([field, value]) => [field, typeof value === 'string' ? store(value).trim() || null : value]),
  ) as Organisation

/** A later row of the same account fills what the earlier ones left out. */
const filling = (known: Organisation, one: Organisation) =>
  Object.fromEntries(Object.entries(one).filter(([field, value]) => value != null && known[field as keyof Organisation] == null))

async function recognise(tx: Tx, all: readonly Known[]) {
  const withId = all.filter(one => one.externalId)
  if (withId.length > 0) {
    const { rows } = await sql<{ n: number; id: string }>`
      select asked.n::int as n, account.id from unnest(${withId.map(one => one.source)}::text[], ${withId.map(one => one.externalId)}::text[])
        with ordinality as asked (source, external_id, n)
      join account on account.workspace_id = sabai_workspace() and account.source = asked.source and account.external_id = asked.external_id`.execute(
      tx,
    )
    for (const { n, id } of rows) withId[n - 1]!.id = id
  }
  const named = all.filter(one => !one.id && one.name)
  const found = new Map(
    (
      await byName(
        tx,
        named.map(one => one.nameKey),
      )
    ).map(row => [row.nameKey, row]),
  )
  for (const one of named) {
    const row = found.get(one.nameKey)
    // The same name under another id of the same source is another account.
    if (row && !(one.externalId && row.externalId && row.source === one.source)) one.id = row.id
  }
  const current = await currentOf(
    tx,
    'account',
    all.flatMap(one => one.id ?? []),
  )
  for (const one of all) if (one.id) one.id = current.get(one.id) ?? one.id
}

async function byName(tx: Tx, keys: readonly string[]) {
  if (keys.length === 0) return []
  const { rows } = await sql<{ id: string; nameKey: string; source: string; externalId: string | null }>`
    select distinct on (name_key) id, name_key, source, external_id from account
    where workspace_id = sabai_workspace() and name_key = any(${[...new Set(keys)]}::text[]) and archived_at is null
    order by name_key, merged_into nulls first, created_at, id`.execute(tx)
  return rows
}

async function insert({ tx, now, workspace }: Writing, fresh: readonly Known[], importId: string | null) {
  if (fresh.length === 0) return
  const rows = fresh.map(one => ({ ...columns(one), id: one.id, search_key: findableKey([one.name, one.externalId]) }))
  const { rows: inserted } = await sql<{ id: string }>`
    insert into account (id, source, external_id, name, name_key, plan, monthly_revenue, currency, starts_on, ends_on, owner_id, search_key, grams, import_id, created_at)
    select id, source, external_id, name, name_key, plan, monthly_revenue, currency, starts_on, ends_on, owner_id, search_key,
      sabai_grams(search_key, ${workspace.number}), ${importId}::uuid, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, source text, external_id text, name text, name_key text, plan text,
      monthly_revenue numeric, currency text, starts_on date, ends_on date, owner_id uuid, search_key text)
    on conflict (workspace_id, source, external_id) do nothing returning id`.execute(tx)
  const there = new Set(inserted.map(row => row.id))
  const late = fresh.filter(one => !there.has(one.id!))
  for (const one of late) Object.assign(one, { id: null, fresh: false })
  if (late.length > 0) await recognise(tx, late)
}

const columns = (one: Known) => ({
  source: one.source,
  external_id: one.externalId ?? null,
  name: one.name ?? one.externalId,
  name_key: one.nameKey,
  plan: one.plan ?? null,
  monthly_revenue: one.monthlyRevenue ?? null,
  currency: one.currency ?? null,
  starts_on: one.startsOn ?? null,
  ends_on: one.endsOn ?? null,
  owner_id: one.ownerId ?? null,
})

/** What a source does not tell stays. @returns the ids of those that are different now */
async function change({ tx, workspace }: Writing, known: readonly Known[], importId: string | null): Promise<Set<string>> {
  if (known.length === 0) return new Set()
  const rows = known.map(one => ({ ...columns(one), id: one.id, name: one.name ?? null }))
  const { rows: changed } = await sql<{ id: string }>`
    with row as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, name text, name_key text, plan text,
        monthly_revenue numeric, currency text, starts_on date, ends_on date, owner_id uuid)),
      before as (select account.id, ${told('account')} as was from account join row on row.id = account.id where account.workspace_id = sabai_workspace() and (
        account.name is distinct from coalesce(row.name, account.name) or account.plan is distinct from coalesce(row.plan, account.plan)
        or account.monthly_revenue is distinct from coalesce(row.monthly_revenue, account.monthly_revenue)
        or account.currency is distinct from coalesce(row.currency, account.currency) or account.starts_on is distinct from coalesce(row.starts_on, account.starts_on)
        or account.ends_on is distinct from coalesce(row.ends_on, account.ends_on) or account.owner_id is distinct from coalesce(row.owner_id, account.owner_id))
        for update of account),
      changed as (update account set name = coalesce(row.name, account.name), name_key = case when row.name is null then account.name_key else row.name_key end,
          plan = coalesce(row.plan, account.plan), monthly_revenue = coalesce(row.monthly_revenue, account.monthly_revenue),
          currency = coalesce(row.currency, account.currency), starts_on = coalesce(row.starts_on, account.starts_on),
          ends_on = coalesce(row.ends_on, account.ends_on), owner_id = coalesce(row.owner_id, account.owner_id)
        from row join before on before.id = row.id where account.workspace_id = sabai_workspace() and account.id = row.id
        returning account.id, before.was, ${told('account')} as now),
      ${noted('account', importId)}
    select id from changed`.execute(tx)
  const ids = changed.map(row => row.id)
  await reindexAccounts({ tx, workspace }, ids)
  return new Set(ids)
}
