import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a server writes about itself into `postmaster.pid`. */
export type Lock = { pid: number; folder: string; socket: string; ready: boolean }

/** The lock file of a cluster, whether or not its server still lives. */
export function lockOf(cluster: string): Lock | undefined {
  const [pid, folder = '', , , socket = '', , , status = ''] = linesOf(join(cluster, 'postmaster.pid'))
  return pid === undefined ? undefined : { pid: Number(pid), folder, socket, ready: status.trim() === 'ready' }
}

function linesOf(file: string) {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * Is the lock's process a living server of this very cluster? A number alone says little: a zombie still has it, after a
 * restart of the machine another process may have it, and a copied folder brings the lock of the folder it came from.
 */
export const alive = (lock: Pick<Lock, 'pid' | 'folder'>, cluster: string) =>
  process.platform === 'linux' ? worksIn(lock.pid, cluster) : isPostgres(lock, cluster)

/** A server's working directory is its cluster, whatever the path to it is called now; a zombie has none. */
function worksIn(pid: number, cluster: string) {
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return theirs.dev === ours.dev && theirs.ino === ours.ino && /^postgres$/m.test(readFileSync(`/proc/${pid}/comm`, 'utf8'))
  } catch {
    return false
  }
}

function isPostgres({ pid, folder }: Pick<Lock, 'pid' | 'folder'>, cluster: string) {
  const [state = 'Z', program = ''] = spawnSync('ps', ['-o', 'stat=,comm=', '-p', `${pid}`], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/)
  return folder === cluster && !state.startsWith('Z') && program.endsWith('postgres')
}

/** PostgreSQL itself goes by the number alone and would refuse to start beside a zombie, or a stranger who now has that number. */
export function removeDeadLocks(cluster: string, socket: string) {
  for (const file of [join(cluster, 'postmaster.pid'), join(socket, '.s.PGSQL.5432.lock')])
    if (isDead(file, cluster)) setAside(file, cluster)
}

const isDead = (file: string, cluster: string) => {
  const [pid, folder = ''] = linesOf(file)
  return pid !== undefined && !alive({ pid: Number(pid), folder }, cluster)
}

/** Between looking and removing, somebody else's server may have put its own lock there: then it is put back. */
function setAside(file: string, cluster: string) {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (!isDead(aside, cluster)) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}
