import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, accountFor, binariesFor } from './postgres-binaries.ts'
import { createCluster, environment, here, major, refuseOtherMajors } from './postgres-cluster.ts'
import { alive, type Lock, lockOf, removeDeadLocks } from './postgres-lock.ts'

const patienceMs = 20_000

export type Postgres = { socket: string; pid: number; reused: boolean; stop(): Promise<void> }
type Place = { folder: string; cluster: string; account: Account; bin: string; flags: string[] }
type Held = { client: pg.Client; lock: Lock }

/**
 * Starts the embedded PostgreSQL on `folder`/pg18, or joins the one that already runs there: an orphan of a killed
 * process, or another Sabai's. Every user of the server holds one connection for as long as it needs it; who leaves
 * last stops it. Should the server die meanwhile, it is started again at the same socket.
 */
export async function startPostgres({ folder, flags = [] }: { folder: string; flags?: string[] }): Promise<Postgres> {
  const place = prepare(resolve(folder), flags)
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
    await leave(held, place)
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
  refuseOtherMajors(folder)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const cluster = join(fs.realpathSync(folder), `pg${major}`)
  const account = accountFor(cluster)
  const place = { folder, cluster, account, bin: binariesFor(account, folder), flags }
  if (!fs.existsSync(join(cluster, 'PG_VERSION'))) createCluster(place)
  return place
}

/** Unix sockets need a path below about 100 bytes, and nobody else may come in: the server trusts whoever reaches it. */
function socketFolder(cluster: string, { uid = process.getuid?.() ?? 0, gid }: Account) {
  const name = `sabai-${createHash('sha256').update(`${uid}:${cluster}`).digest('hex').slice(0, 12)}`
  const socket = join(Buffer.byteLength(tmpdir()) < 70 ? tmpdir() : '/tmp', name)
  fs.mkdirSync(socket, { recursive: true, mode: 0o700 })
  if (gid !== undefined && fs.lstatSync(socket).uid === 0) fs.chownSync(socket, uid, gid)
  const found = fs.lstatSync(socket)
  if (!found.isDirectory() || found.uid !== uid || found.mode & 0o077)
    throw new Error(`${socket} is not ours alone: remove it, then start again.`)
  return socket
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

/** Runs a server apart from our terminal (Ctrl-C must not reach it before us); its pid once it is ready, nothing if it gave up. */
async function launch(place: Place, end: number) {
  const { cluster } = place
  const lock = lockOf(cluster)
  if (lock && alive(lock, cluster)) return void (await sleep(50))
  removeDeadLocks(cluster, socketFolder(cluster, place.account))
  const child = run(place)
  const failed = new Promise<undefined>((done, refuse) => child.once('exit', () => done(undefined)).once('error', refuse))
  while (performance.now() < end) {
    const gaveUp = await Promise.race([failed.then(() => true), sleep(5, false)])
    if (gaveUp) return void (await sleep(100))
    const now = lockOf(cluster)
    if (now?.pid === child.pid && now?.ready) return child.pid
  }
  return undefined
}

function run({ folder, cluster, account, bin, flags }: Place) {
  const log = fs.openSync(logOf(folder), tooLong(logOf(folder)) ? 'w' : 'a', 0o600)
  const args = ['-D', here(cluster), ...options({ ...quiet, unix_socket_directories: socketFolder(cluster, account) }), ...flags]
  const child = spawn(join(bin, 'postgres'), args, {
    ...account,
    cwd: cluster,
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  child.unref()
  return child
}

/** No TCP. The log says what befell the server, never the values of a statement: those are people's words. */
const quiet = {
  listen_addresses: '',
  cluster_name: 'sabai',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
const options = (settings: Record<string, string>) => Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
const logOf = (folder: string) => join(folder, 'postgres.log')
const tooLong = (file: string) => fs.existsSync(file) && fs.statSync(file).size > 5_000_000
const lastWords = ({ folder }: Place) => fs.readFileSync(logOf(folder), 'utf8').trim().split('\n').slice(-5).join('\n')

/** The last one out stops the server. Two leaving at once each count the other as gone, and both send the same harmless signal. */
async function leave({ client, lock }: Held, { cluster }: Place) {
  if (await isLast(client).catch(() => false)) {
    process.kill(lock.pid, 'SIGINT')
    for (const end = performance.now() + patienceMs; performance.now() < end && alive(lock, cluster); ) await sleep(5)
    fs.rmSync(lock.socket, { recursive: true, force: true })
  }
  await client.end().catch(() => undefined)
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
