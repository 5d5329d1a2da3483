import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { ensureDatabase, startPostgres } from './embedded-postgres.ts'

/** The PostgreSQL of the tests: `TEST_DATABASE_URL`, else an embedded one that need not survive a power cut. */
export async function testServer(): Promise<{ admin: pg.ClientConfig; stop: () => Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL
  if (url) return { admin: { connectionString: url }, stop: async () => {} }
  const folder = join(tmpdir(), `sabai-test-${createHash('sha256').update(resolve('.')).digest('hex').slice(0, 10)}`)
  const server = await startPostgres({
    folder,
    flags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'max_connections=300'],
  })
  const admin = await ensureDatabase(server.socket, 'sabai')
  return { admin, stop: server.stop }
}
