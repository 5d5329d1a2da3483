import type { Pool } from './database.ts'

const DAY = "interval '1 day'"

/** What a house needs every hour: the next months of the event table, and what may be forgotten. Several servers may do it at once. */
export async function upkeep(pool: Pool): Promise<number> {
  await pool.query(`select sabai_event_months((now() - interval '1 month')::date, (now() + interval '3 months')::date)`)
  await pool.query(`begin; set local role sabai_finder; delete from attempt where window_start < now() - 2 * ${DAY}; commit`)
  await forgetAnswers(pool)
  return 0
}

/** A repeat after a day is a new request. Each workspace behind its own fence, in small bites. */
async function forgetAnswers(pool: Pool) {
  const workspaces = await asFinder<{ id: string }>(pool, 'select id from workspace')
  for (const { id } of workspaces)
    await pool.query(
      `begin; set local role sabai_app; select set_config('sabai.workspace', '${id}', true); delete from idempotency where workspace_id = '${id}' and at < now() - ${DAY}; commit`,
    )
}

async function asFinder<Row>(pool: Pool, sql: string): Promise<Row[]> {
  const results = (await pool.query(`begin; set local role sabai_finder; ${sql}; commit`)) as unknown as { rows: Row[] }[]
  return results[2]!.rows
}

/** Names sort by ICU. When the library that sorts them is another one than when their indexes were built, these are built anew, or they would lie. */
export async function sortAnew(pool: Pool): Promise<string[]> {
  await pool.query('create table if not exists collation_version (name text primary key, version text)')
  const { rows } = await pool.query<{ name: string; version: string }>(
    `select collname as name, pg_collation_actual_version(oid) as version from pg_collation where collname = 'und-x-icu'`,
  )
  const [now] = rows
  const known = (await pool.query<{ version: string }>('select version from collation_version where name = $1', [now?.name])).rows[0]
  if (!now || known?.version === now.version) return []
  const stale = known ? await sortedIndexes(pool) : []
  for (const index of stale) await pool.query(`reindex index ${index}`)
  await pool.query('insert into collation_version values ($1, $2) on conflict (name) do update set version = excluded.version', [
    now.name,
    now.version,
  ])
  return stale
}

const sortedIndexes = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(`
    select i.indexrelid::regclass::text as name from pg_index i where exists (
      select from unnest(i.indcollation) c join pg_collation on pg_collation.oid = c where collname = 'und-x-icu')`)
  return rows.map(row => row.name)
}
