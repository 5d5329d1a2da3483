import { sql } from 'kysely'
import { finding, type Inside, system, writing } from '#kernel/inside.ts'
import { backwards } from './loading/rows.ts'

const BITE = 10_000
const lockOf = (id: string) => `sample ${id}`

/** While it is being filled nobody takes it away: a lock that ends with this process. */
export async function hold<T>({ pool }: Inside, id: string, run: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockOf(id)])
    return await run()
  } finally {
    // Not back to the pool: the lock goes with the connection.
    client.release(true)
  }
}

/** Empties sample workspaces that nobody is filling any more. @returns how many */
export async function forgetHalf(inside: Inside, progress: (line: string) => void = () => {}): Promise<number> {
  const half = await finding(inside, ({ tx }) =>
    tx
      .selectFrom('workspace')
      .select('id')
      .where('sample', '=', true)
      .where('archivedAt', 'is not', null)
      .where(sql<boolean>`settings ? 'filling'`)
      .execute(),
  )
  let forgotten = 0
  for (const { id } of half) if (await emptied(inside, id, progress)) forgotten++
  return forgotten
}

async function emptied(inside: Inside, id: string, progress: (line: string) => void): Promise<boolean> {
  const client = await inside.pool.connect()
  try {
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as free', [lockOf(id)])
    if (!rows[0]!.free) return false
    progress('A sample was left half told: it is taken away first.')
    for (const table of ['case_counter', ...backwards]) while ((await bite(inside, id, table)) > 0);
    await writing(inside, id, system, ({ tx }) =>
      tx.updateTable('workspace').set({ settings: sql<string>`settings - 'filling'` }).where('id', '=', id).execute(),
    )
    return true
  } finally {
    client.release(true)
  }
}

const bite = (inside: Inside, id: string, table: string): Promise<number> =>
  writing(inside, id, system, async ({ tx }) => {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where workspace_id = ${id} and ctid = any(array(
      select ctid from ${sql.table(table)} where workspace_id = ${id} limit ${BITE}))`.execute(tx)
    return Number(numAffectedRows ?? 0)
  })
