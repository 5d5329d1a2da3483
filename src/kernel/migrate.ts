import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pool } from './database.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
// Any number will do, as long as it is ours: it keeps two servers from migrating at once.
const LOCK = 7_221_114

/** Migrations of the kernel first, then of each slice in the order of the list, each file by its number. */
const files = (names: readonly string[]) =>
  names.flatMap(name => {
    const folder = join(source, name, 'migrations')
    const found = existsSync(folder) ? readdirSync(folder).filter(file => /^\d{3}-[\w-]+\.sql$/.test(file)) : []
    return found.sort().map(file => ({ name: `${name}/${file.slice(0, -4)}`, sql: readFileSync(join(folder, file), 'utf8') }))
  })

/**
 * Brings the schema up to date: each file in a transaction of its own, so that a migration killed in the middle begins again.
 * @returns the names of what was run now
 */
export async function migrate(pool: Pool, sliceNames: readonly string[]): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    )
    const done = new Map(
      (await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')).rows.map(row => [row.name, row.sha256]),
    )
    const run: string[] = []
    for (const { name, sql } of files(['kernel', ...sliceNames])) {
      const sha256 = createHash('sha256').update(sql).digest('hex')
      if (done.has(name)) continue
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error })
      }
      run.push(name)
    }
    return run
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release()
  }
}
