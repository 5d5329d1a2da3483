import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { ensureDatabase, startPostgres } from './embedded-postgres.ts'

/** The PostgreSQL of the tests: `TEST_DATABASE_URL` (whose user may create databases and roles), else an embedded one that need not survive a power cut. */
export async function testServer(): Promise<{ admin: pg.ClientConfig; stop: () => Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL
  if (url) return { admin: parts(url), stop: async () => {} }
  const folder = join(tmpdir(), `sabai-test-${createHash('sha256').update(resolve('.')).digest('hex').slice(0, 10)}`)
  const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'].flatMap(flag => ['-c', flag])
  const server = await startPostgres({ folder, flags })
  return { admin: await ensureDatabase(server.socket, 'sabai'), stop: server.stop }
}

/** In parts, because a connection string would win over the database that each test file has of its own. */
function parts(connectionString: string): pg.ClientConfig {
  const { host, port, user, password, database } = new pg.Client({ connectionString })
  return { host, port, ...(user ? { user } : {}), ...(password ? { password: password as string } : {}), ...(database ? { database } : {}) }
}
