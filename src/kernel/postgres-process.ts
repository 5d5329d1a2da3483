import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './postgres-binaries.ts'
import { environment, here } from './postgres-cluster.ts'
import { alive, lockOf, removeDeadLocks } from './postgres-lock.ts'

/** Where a server lives and what runs it. */
export type Place = { folder: string; cluster: string; account: Account; bin: string; flags: string[] }

/** Runs a server apart from our terminal (Ctrl-C must not reach it before us); its pid once it is ready, nothing if it gave up. */
export async function launch(place: Place, end: number) {
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
/** The end of its log. */
export const lastWords = ({ folder }: Place) => fs.readFileSync(logOf(folder), 'utf8').trim().split('\n').slice(-5).join('\n')

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
