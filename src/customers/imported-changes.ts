import { type RawBuilder, sql } from 'kysely'
import type { Kept } from '#kernel/importer.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { reindexAccounts, reindexCustomer } from './indexing.ts'

export type Kind = 'customer' | 'account'

/** What a file may tell of them. */
const fields = {
  customer: ['name', 'name_key', 'call_as', 'account_id', 'languages', 'owner_id', 'notes'],
  account: ['name', 'name_key', 'plan', 'monthly_revenue', 'currency', 'starts_on', 'ends_on', 'owner_id'],
} as const

/** The fields that an import may change, as one value. It never leaves the database: on the way its keys would be renamed. */
export const told = (kind: Kind): RawBuilder<unknown> =>
  sql`jsonb_build_object(${sql.join(fields[kind].flatMap(field => [sql.lit(field), sql.ref(`${kind}.${field}`)]))})`

/** For the end of a statement with a `changed (id, was, now)`: keeps what it was before this import's first change. */
export const noted = (kind: Kind, importId: string | null): RawBuilder<unknown> => sql`noted as (
  insert into imported_change (import_id, kind, subject_id, before, after)
  select ${importId}::uuid, ${kind}, id, was, now from changed where ${importId}::uuid is not null
  on conflict (workspace_id, import_id, kind, subject_id) do update set after = excluded.after)`

const BATCH = 1_000

/**
 * Gives back what an import changed and nobody has changed since; what the import told of the others stays, and is listed.
 * Call it until it restores nothing more.
 */
export async function restoreChanged(ctx: Writing, kind: Kind, importId: string): Promise<{ restored: number; kept: Kept[] }> {
  const ids = await restore(ctx.tx, kind, importId)
  if (kind === 'account') await reindexAccounts(ctx, ids)
  else for (const id of ids) await reindexCustomer(ctx, id)
  return { restored: ids.length, kept: ids.length > 0 ? [] : await left(ctx.tx, kind, importId) }
}

async function restore(tx: Tx, kind: Kind, importId: string): Promise<string[]> {
  const table = sql.table(kind)
  const { rows } = await sql<{ id: string }>`
    with due as (select ${table}.id, one.before from imported_change one join ${table} on ${table}.workspace_id = one.workspace_id and ${table}.id = one.subject_id
        where one.workspace_id = sabai_workspace() and one.import_id = ${importId} and one.kind = ${kind} and ${table}.merged_into is null
          and ${told(kind)} = one.after limit ${BATCH} for update of ${table}),
      restored as (update ${table} set ${sql.join(fields[kind].map(before))} from due
        cross join lateral jsonb_populate_record(null::${table}, due.before) was
        where ${table}.workspace_id = sabai_workspace() and ${table}.id = due.id returning ${table}.id)
    delete from imported_change one using restored where one.workspace_id = sabai_workspace() and one.import_id = ${importId} and one.kind = ${kind}
      and one.subject_id = restored.id returning restored.id`.execute(tx)
  return rows.map(row => row.id)
}

/** The account that a customer was at may have gone since. */
const before = (field: string) =>
  field === 'account_id'
    ? sql`account_id = (select id from account there where there.workspace_id = sabai_workspace() and there.id = was.account_id)`
    : sql`${sql.ref(field)} = ${sql.ref(`was.${field}`)}`

async function left(tx: Tx, kind: Kind, importId: string): Promise<Kept[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select one.subject_id as id, ${sql.ref(`${kind}.name`)} as name from imported_change one
    join ${sql.table(kind)} on ${sql.ref(`${kind}.workspace_id`)} = one.workspace_id and ${sql.ref(`${kind}.id`)} = one.subject_id
    where one.workspace_id = sabai_workspace() and one.import_id = ${importId} and one.kind = ${kind} order by 2 limit 1000`.execute(tx)
  return rows.map(({ id, name }) => ({ id, what: kind, label: name }))
}

/** Takes back addresses that an import added to customers who were there, unless a person has done something with the customer since. */
export async function takeBackWays(ctx: Writing, importId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from contact_way way using customer where way.workspace_id = sabai_workspace() and way.import_id = ${importId}
      and customer.workspace_id = way.workspace_id and customer.id = way.customer_id and customer.import_id is distinct from ${importId}
      and customer.merged_into is null and not way.preferred
      and not exists (select from event e where e.workspace_id = way.workspace_id and e.customer_id = customer.id and e.actor_kind in ('member', 'key')
        and e.at > way.created_at)
    returning customer.id`.execute(ctx.tx)
  for (const id of new Set(rows.map(row => row.id))) await reindexCustomer(ctx, id)
}
