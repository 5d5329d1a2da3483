import * as fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { accountFor, binariesFor } from './postgres-binaries.ts'
import { type Claim, claim } from './postgres-claim.ts'
import { createCluster, major, refuseOtherMajors } from './postgres-cluster.ts'
import { alive, type Lock, lockOf } from './postgres-lock.ts'
import { lastWords, launch, type Place } from './postgres-process.ts'

const patienceMs = 20_000

export type Postgres = { socket: string; pid: number; reused: boolean; stop(): Promise<void> }
type Held = { client: pg.Client; lock: Lock }

/**
 * Starts the embedded PostgreSQL on `folder`/pg18, or joins the one that already runs there: an orphan of a killed
 * process, or another Sabai's. Every user of the server holds one connection for as long as it needs it; who leaves
 * last stops it. Should the server die meanwhile, it is started again at the same socket.
 */
export async function startPostgres({ folder, flags = [] }: { folder: string; flags?: string[] }): Promise<Postgres> {
  refuseOtherMajors(folder)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ours = await claim(folder)
  try {
    return await hold(prepare(fs.realpathSync(folder), flags), ours)
  } catch (error) {
    ours.release()
    throw error
  }
}

async function hold(place: Place, ours: Claim): Promise<Postgres> {
  let { held, startedPid } = await reach(place)
  let leaving = false
  const keep = () =>
    held.client.once('end', async () => {
      while (!leaving) {
        const again = await reach(place).catch(() => sleep(1000, undefined, { ref: false }))
        if (again) {
          held = again.held
          keep()
          return
        }
      }
    })
  keep()
  const stop = async () => {
    if (leaving) return
    leaving = true
    const wasLast = await leave(held, place)
    wasLast ? ours.release() : ours.pass()
  }
  return {
    get socket() {
      return held.lock.socket
    },
    get pid() {
      return held.lock.pid
    },
    reused: held.lock.pid !== startedPid,
    stop,
  }
}

function prepare(folder: string, flags: string[]): Place {
  const cluster = join(folder, `pg${major}`)
  const account = accountFor(cluster)
  const place = { folder, cluster, account, bin: binariesFor(account, folder), flags }
  if (!fs.existsSync(join(cluster, 'PG_VERSION'))) createCluster(place)
  return place
}

/** Joins the running server or starts one, until it answers: a dying or half-dead predecessor may need some seconds. */
async function reach(place: Place): Promise<{ held: Held; startedPid: number | undefined }> {
  let startedPid: number | undefined
  for (const end = performance.now() + patienceMs; ; ) {
    const held = await joined(place)
    if (held) return { held, startedPid }
    if (performance.now() > end) throw new Error(`PostgreSQL did not start within ${patienceMs / 1000} s:\n${lastWords(place)}`)
    startedPid = (await launch(place, end)) ?? startedPid
  }
}

/** Our own connection to the server of this very cluster, if one is ready. */
async function joined({ cluster }: Place): Promise<Held | undefined> {
  const lock = lockOf(cluster)
  if (!lock?.ready || !alive(lock, cluster)) return undefined
  const client = new pg.Client({ host: lock.socket, user: 'sabai_admin', database: 'postgres', application_name: 'sabai' })
  client.on('error', () => undefined) // a lost connection also ends, which is where it is dealt with
  try {
    await client.connect()
    return { client, lock }
  } catch {
    await client.end().catch(() => undefined)
    return undefined
  }
}

/** The last one out stops the server. Two leaving at once each count the other as gone, and both send the same harmless signal. */
async function leave({ client, lock }: Held, { cluster }: Place) {
  const last = await isLast(client).catch(() => false)
  if (last) {
    process.kill(lock.pid, 'SIGINT')
    for (const end = performance.now() + patienceMs; performance.now() < end && alive(lock, cluster); ) await sleep(5)
    fs.rmSync(lock.socket, { recursive: true, force: true })
  }
  await client.end().catch(() => undefined)
  return last
}

async function isLast(client: pg.Client) {
  await client.query("set application_name = 'sabai leaving'")
  for (const end = performance.now() + 1000; performance.now() < end; await sleep(20)) {
    const { rows } = await client.query(`select count(*)::int as others from pg_stat_activity
      where backend_type = 'client backend' and application_name <> 'sabai leaving'`)
    if (rows[0].others === 0) return true
  }
  return false
}

export { ensureDatabase } from './embedded-database.ts'
