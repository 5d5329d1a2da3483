import { sql } from 'kysely'
import { gramLines } from '#core/text/grams.ts'
import { newId } from '#kernel/id.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { currentOf } from './current.ts'
import { customersBroughtIn } from './customer-api.ts'
import { noted, told } from './imported-changes.ts'
import { another, gather, type Known, type Person } from './people.ts'
import { findableKey } from './spelling.ts'

export type { Person } from './people.ts'

/** So many new ones are told as one event. */
const MANY = 50

type From = { importId?: string | null }

/**
 * Who these rows are about: each found (by its id at its source, e-mail, phone, or name alone) or added. Set by set, for batches of some
 * thousand rows. Nothing of a customer found is changed but that new addresses are added.
 * @returns an id for each row, null where it names nobody; and how many were added
 */
export async function findOrAddCustomers(
  ctx: Writing,
  people: readonly Person[],
  from: From = {},
): Promise<{ ids: (string | null)[]; added: number }> {
  const { rows, all } = gather(people)
  await recognise(ctx, all)
  const added = await addUnknown(ctx, all, from)
  return { ids: rows.map(one => one?.id ?? null), added }
}

/**
 * As `findOrAddCustomers`, and what the source tells (and only that) replaces what we had of those found.
 * @returns an id for each row, null where it names nobody; and whom it added and changed
 */
export async function saveCustomers(ctx: Writing, people: readonly Person[], from: From = {}) {
  const { rows, all } = gather(people)
  await recognise(ctx, all)
  await addUnknown(ctx, all, from)
  const changed = await changeKnown(
    ctx,
    all.filter(one => !one.fresh),
    from.importId ?? null,
  )
  return { ids: rows.map(one => one?.id ?? null), added: new Set(all.flatMap(one => (one.fresh ? [one.id!] : []))), changed }
}

/** One of them. @returns null when nothing is known of whom it is about */
export async function findOrAddCustomer(ctx: Writing, person: Person, from: From = {}): Promise<string | null> {
  return (await findOrAddCustomers(ctx, [person], from)).ids[0] ?? null
}

/** Gives each person the id of the customer that they are, where there is one. */
export async function recognise({ tx }: { tx: Tx }, all: readonly Known[]): Promise<void> {
  await byExternalId(tx, all)
  await byAddress(tx, all)
  await byNameAlone(tx, all)
  const current = await currentOf(
    tx,
    'customer',
    all.flatMap(one => one.id ?? []),
  )
  for (const one of all) if (one.id) one.id = current.get(one.id) ?? one.id
}

async function byExternalId(tx: Tx, all: readonly Known[]) {
  const asked = all.filter(one => one.externalId)
  if (asked.length === 0) return
  const { rows } = await sql<{ n: number; id: string }>`
    select asked.n::int as n, customer.id from unnest(${asked.map(one => one.source)}::text[], ${asked.map(one => one.externalId)}::text[])
      with ordinality as asked (source, external_id, n)
    join customer on customer.workspace_id = sabai_workspace() and customer.source = asked.source and customer.external_id = asked.external_id`.execute(
    tx,
  )
  for (const { n, id } of rows) asked[n - 1]!.id = id
}

async function byAddress(tx: Tx, all: readonly Known[]) {
  const asked = all.flatMap(one => (one.id ? [] : [...one.ways.values()].map(way => ({ one, way }))))
  if (asked.length === 0) return
  const { rows } = await sql<{ n: number; id: string; source: string; externalId: string | null }>`
    select asked.n::int as n, customer.id, customer.source, customer.external_id from
      unnest(${asked.map(({ way }) => way.kind)}::text[], ${asked.map(({ way }) => way.normal)}::text[]) with ordinality as asked (kind, normal, n)
    join contact_way way on way.workspace_id = sabai_workspace() and way.kind = asked.kind and way.normal = asked.normal and way.archived_at is null
    join customer on customer.workspace_id = sabai_workspace() and customer.id = way.customer_id and customer.archived_at is null
    order by asked.n, customer.created_at, customer.id`.execute(tx)
  for (const { n, id, ...customer } of rows) {
    const { one } = asked[n - 1]!
    if (!one.id && !another(customer, one)) one.id = id
  }
}

async function byNameAlone(tx: Tx, all: readonly Known[]) {
  const asked = all.filter(one => !one.id && !one.externalId && one.ways.size === 0)
  if (asked.length === 0) return
  const { rows } = await sql<{ n: number; id: string }>`
    select distinct on (asked.n) asked.n::int as n, customer.id from
      unnest(${asked.map(one => one.source)}::text[], ${asked.map(one => one.nameKey)}::text[]) with ordinality as asked (source, name_key, n)
    join customer on customer.workspace_id = sabai_workspace() and customer.name_key = asked.name_key and customer.source = asked.source
      and customer.external_id is null and customer.archived_at is null
    order by asked.n, customer.created_at, customer.id`.execute(tx)
  for (const { n, id } of rows) asked[n - 1]!.id = id
}

/** Adds those who were not recognised, and every address that is new. @returns how many customers were added */
export async function addUnknown(ctx: Writing, all: readonly Known[], { importId = null }: From): Promise<number> {
  const fresh = all.filter(one => !one.id)
  for (const one of fresh) Object.assign(one, { id: newId(), fresh: true })
  await insertCustomers(ctx, fresh, importId)
  await insertWays(ctx, all, importId)
  if (fresh.length > MANY) {
    const id = importId ?? fresh[0]!.id!
    await ctx.announce(customersBroughtIn, { importId: id, rows: fresh.length }, { subjectId: id })
  }
  return fresh.filter(one => one.fresh).length
}

async function insertCustomers({ tx, now, workspace }: Writing, fresh: readonly Known[], importId: string | null) {
  if (fresh.length === 0) return
  const rows = fresh.map(one => {
    const searchKey = findableKey([one.name, one.callAs, one.externalId], [...one.ways.values()])
    return {
      id: one.id,
      source: one.source,
      external_id: one.externalId || null,
      name: one.name,
      name_key: one.nameKey,
      call_as: one.callAs ?? null,
      account_id: one.accountId ?? null,
      languages: one.languages ?? [],
      owner_id: one.ownerId ?? null,
      notes: one.notes ?? null,
      search_key: searchKey,
      grams: gramLines(searchKey, workspace.number),
    }
  })
  const inserted = await sql<{ id: string }>`
    insert into customer (id, source, external_id, name, name_key, call_as, account_id, languages, owner_id, notes, search_key, grams, import_id, created_at)
    select id, source, external_id, name, name_key, call_as, account_id, languages, owner_id, notes, search_key,
      array_to_tsvector(string_to_array(grams, E'\\n')), ${importId}::uuid, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, source text, external_id text, name text, name_key text, call_as text,
      account_id uuid, languages text[], owner_id uuid, notes text, search_key text, grams text)
    on conflict (workspace_id, source, external_id) do nothing returning id`.execute(tx)
  if (inserted.rows.length < fresh.length) await meetOthers(tx, fresh, new Set(inserted.rows.map(row => row.id)))
}

/** Someone else added the same id at the same source a moment ago: they are that one. */
async function meetOthers(tx: Tx, fresh: readonly Known[], inserted: ReadonlySet<string>) {
  const late = fresh.filter(one => !inserted.has(one.id!))
  for (const one of late) Object.assign(one, { id: null, fresh: false })
  await byExternalId(tx, late)
}

async function insertWays({ tx, now, workspace }: Writing, all: readonly Known[], importId: string | null) {
  const rows = all.flatMap(one => [...one.ways.values()].map(way => ({ id: newId(), customer_id: one.id, fresh: one.fresh, ...way })))
  if (rows.length === 0) return
  const { rows: added } = await sql<{ customerId: string; value: string }>`
    insert into contact_way (id, customer_id, kind, value, normal, import_id, created_at)
    select id, customer_id, kind, value, normal, ${importId}::uuid, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, customer_id uuid, kind text, value text, normal text)
    on conflict (workspace_id, customer_id, kind, normal) do nothing returning customer_id, value`.execute(tx)
  const fresh = new Set(all.filter(one => one.fresh).map(one => one.id))
  const grown = added.filter(row => !fresh.has(row.customerId))
  if (grown.length > 0)
    await sql`update customer set search_key = search_key || ' ' || more.key, grams = sabai_grams(search_key || ' ' || more.key, ${workspace.number})
      from unnest(${grown.map(row => row.customerId)}::uuid[], ${grown.map(row => findableKey([row.value]))}::text[]) as more (id, key)
      where customer.workspace_id = sabai_workspace() and customer.id = more.id`.execute(tx)
}

async function changeKnown({ tx, workspace }: Writing, known: readonly Known[], importId: string | null): Promise<Set<string>> {
  if (known.length === 0) return new Set()
  const rows = known.map(one => ({
    id: one.id,
    name: one.told ? one.name : null,
    name_key: one.told ? one.nameKey : null,
    call_as: one.callAs ?? null,
    account_id: one.accountId ?? null,
    languages: one.languages?.length ? one.languages : null,
    owner_id: one.ownerId ?? null,
    notes: one.notes ?? null,
    key: findableKey([one.told ? one.name : null, one.callAs]),
  }))
  const { rows: changed } = await sql<{ id: string }>`
    with row as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, name text, name_key text, call_as text, account_id uuid,
        languages text[], owner_id uuid, notes text, key text)),
      before as (select customer.id, ${told('customer')} as was from customer join row on row.id = customer.id where customer.workspace_id = sabai_workspace() and (
        customer.name is distinct from coalesce(row.name, customer.name) or customer.call_as is distinct from coalesce(row.call_as, customer.call_as)
        or customer.account_id is distinct from coalesce(row.account_id, customer.account_id)
        or customer.languages is distinct from coalesce(row.languages, customer.languages)
        or customer.owner_id is distinct from coalesce(row.owner_id, customer.owner_id) or customer.notes is distinct from coalesce(row.notes, customer.notes))
        for update of customer),
      changed as (update customer set name = coalesce(row.name, customer.name), name_key = coalesce(row.name_key, customer.name_key),
          call_as = coalesce(row.call_as, customer.call_as), account_id = coalesce(row.account_id, customer.account_id),
          languages = coalesce(row.languages, customer.languages), owner_id = coalesce(row.owner_id, customer.owner_id), notes = coalesce(row.notes, customer.notes),
          search_key = customer.search_key || ' ' || row.key, grams = sabai_grams(customer.search_key || ' ' || row.key, ${workspace.number})
        from row join before on before.id = row.id where customer.workspace_id = sabai_workspace() and customer.id = row.id
        returning customer.id, before.was, ${told('customer')} as now),
      ${noted('customer', importId)}
    select id from changed`.execute(tx)
  return new Set(changed.map(row => row.id))
}
