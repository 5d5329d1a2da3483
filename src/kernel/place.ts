import { existsSync, mkdirSync } from 'node:fs'
import type pg from 'pg'
import { ensureDatabase, startPostgres } from './embedded-postgres.ts'
import type { Settings } from './settings.ts'

export type Place = { database: pg.PoolConfig; words: string; close: () => Promise<void> }

/** Where the data is: PostgreSQL at `DATABASE_URL`, else our own in the data folder, started or shared with whoever runs it already. */
export async function openPlace({ databaseUrl, folder }: Settings): Promise<Place> {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (databaseUrl) return { database: { connectionString: databaseUrl }, words: 'PostgreSQL at DATABASE_URL', close: async () => {} }
  const server = await startPostgres({ folder })
  const database = await ensureDatabase(server.socket, 'sabai')
  return { database, words: `PostgreSQL 18 in ${folder}${server.reused ? ', which was running already' : ''}`, close: server.stop }
}
