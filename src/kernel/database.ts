import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { type Database, tenantTables } from '../database.gen.ts'
import { TenantPlugin } from './tenant-plugin.ts'

// int8 and numeric are strings in pg, and a date becomes midnight somewhere: numbers and plain days are what we mean.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

export type Pool = pg.Pool
export type PoolClient = pg.PoolClient

export const openPool = (config: pg.PoolConfig): Pool => {
  const pool = new pg.Pool({ max: 10, application_name: 'sabai', connectionTimeoutMillis: 10_000, ...config })
  // Who waits ten seconds for a connection is told to come back: a queue without an end helps nobody.
  // An idle connection that breaks (PostgreSQL restarted) is replaced at the next query; it must not end the process.
  pool.on('error', () => {})
  return pool
}

/** Of columns only: what is inside a JSON value (a caller's `customer_id`, an answer's key) comes back as it was stored. */
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })
const clients = new WeakMap<object, PoolClient>()
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Kysely on one connection that we hold: its own pool is a pool of that one. */
const onClient = (client: PoolClient): Kysely<Database> =>
  new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => ({ query: client.query.bind(client) as never, release: () => {} }) as never,
        end: async () => {},
        options: {},
      },
    }),
    plugins: [camelCase],
  })

/** The workspace's own row comes with the beginning: no transaction asks for it once more. */
export type Own = { id: string; number: number; name: string; language: string; zone: string; sample: boolean }
export type Began = { tx: Transaction<Database>; client: PoolClient; now: Date; own: Own | null }

/**
 * One transaction as a role that owns nothing, fenced to one workspace (or, without one, as the finder across all of them).
 * `now` is the database's transaction time. An error rolls back and is thrown on; a broken connection is thrown away.
 */
export async function transaction<T>(
  pool: Pool,
  { workspaceId, readOnly = false }: { workspaceId: string | null; readOnly?: boolean },
  run: (began: Began) => Promise<T>,
): Promise<T> {
  if (workspaceId !== null && !uuid.test(workspaceId)) throw new Error('a workspace id is a uuid')
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const begun = (await client.query(
      `begin${readOnly ? ' read only' : ''}; set local role ${workspaceId ? 'sabai_app' : 'sabai_finder'}; select set_config('sabai.workspace', '${workspaceId ?? ''}', true), now()${workspaceId ? '; select id, number, name, language, zone, sample from workspace' : ''}`,
    )) as unknown as [unknown, unknown, { rows: { now: Date }[] }, { rows: Own[] }?]
    const kysely = onClient(client)
    const tx = (workspaceId ? kysely.withPlugin(new TenantPlugin(workspaceId, tenantTables)) : kysely) as Transaction<Database>
    clients.set(tx, client)
    const result = await run({ tx, client, now: begun[2].rows[0]!.now, own: begun[3]?.rows[0] ?? null })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(lost => {
      broken = lost as Error
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/**
 * A whole transaction in one message: its beginning, one statement that stands by itself, its commit. What asks for one statement only waits once
 * instead of four times. @param statement with its values written out (`literal`)
 */
export async function inOneMessage<Row>(pool: Pool, workspaceId: string, statement: string): Promise<Row[]> {
  if (!uuid.test(workspaceId)) throw new Error('a workspace id is a uuid')
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const results = await client.query(
      `begin; set local role sabai_app; select set_config('sabai.workspace', '${workspaceId}', true); ${statement}; commit`,
    )
    return (results as unknown as { rows: Row[] }[])[3]!.rows
  } catch (error) {
    await client.query('rollback').catch(lost => {
      broken = lost as Error
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** The connection below a transaction: for COPY only, which Kysely has no words for. */
export const clientOf = (tx: object): PoolClient => {
  const client = clients.get(tx)
  if (!client) throw new Error('not a transaction of ours')
  return client
}
