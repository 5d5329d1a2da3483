import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { Account } from './postgres-binaries.ts'

export const major = 18

/** A cluster of another major version is never opened: a new one beside it would look as if everything were lost. */
export function refuseOtherMajors(folder: string) {
  const found = namesIn(folder).filter(name => /^pg\d+$/.test(name))
  const versions = found.map(name => ({ name, version: versionOf(join(folder, name)) })).filter(({ version }) => version)
  const ours = versions.find(({ name }) => name === `pg${major}`)
  if (ours && ours.version !== `${major}`)
    throw new Error(`${join(folder, ours.name)} is of PostgreSQL ${ours.version}, not ${major}: it is left untouched.`)
  if (!ours && versions[0])
    throw new Error(
      `${join(folder, versions[0].name)} is of PostgreSQL ${versions[0].version}, and this Sabai runs ${major}: ` +
        'export with the Sabai that made it, then import into a new SABAI_DATA. Nothing was changed.',
    )
}

const versionOf = (cluster: string) => unlessMissing(cluster, () => fs.readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim())
const namesIn = (folder: string) => unlessMissing(folder, () => fs.readdirSync(folder)) ?? []

function unlessMissing<T>(path: string, read: () => T) {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read by this user: start Sabai as the user who owns it.`, { cause: error })
  }
}

/**
 * Made beside and moved into place when whole and on disk, so that a kill or a second start never meets half a cluster.
 * `-N` then `--sync-only`: one pass of fsync at the end instead of many.
 */
export function createCluster({ cluster, account, bin }: { cluster: string; account: Account; bin: string }) {
  const draft = fs.mkdtempSync(`${cluster}.new-`)
  if (account.uid !== undefined && account.gid !== undefined) fs.chownSync(draft, account.uid, account.gid)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const initdb = (args: string[]) =>
    spawnSync(join(bin, 'initdb'), ['-D', here(draft), ...args], { ...account, cwd: draft, env: environment, encoding: 'utf8' })
  try {
    const made = initdb(['-U', 'sabai_admin', '--auth=trust', ...locale, '--no-instructions', '-N'])
    if (made.status !== 0) throw new Error(`The database could not be created: ${made.error?.message ?? made.stderr}`)
    initdb(['--sync-only'])
    fs.renameSync(draft, cluster)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Under root another account runs the server, and it may not be allowed to walk the path to the data folder (/root is 0700).
 * Its working directory is set while we are still root, and this name of it needs no walk.
 */
export const here = (cluster: string) => (process.platform === 'linux' ? '/proc/self/cwd' : cluster)
export const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' }
