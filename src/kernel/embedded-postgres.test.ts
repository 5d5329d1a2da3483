import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { ensureDatabase, startPostgres } from './embedded-postgres.ts'
import { alive, lockOf } from './postgres-lock.ts'
import { killRound, victims } from './testing-kills.ts'

const home = mkdtempSync(join(tmpdir(), 'sabai test '))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A data folder that already holds a stopped cluster: making one takes a second. */
let made: Promise<string> | undefined
async function folderWithCluster(name: string) {
  made ??= start(join(home, 'made')).then(async ({ stop }) => stop().then(() => join(home, 'made')))
  const folder = join(home, name)
  spawnSync('cp', ['-a', await made, folder])
  return folder
}

async function start(folder: string) {
  const postgres = await startPostgres({ folder })
  onTestFinished(postgres.stop)
  return postgres
}

async function query(socket: string, sql: string, user = 'sabai_admin', database = 'postgres') {
  const client = new pg.Client({ host: socket, user, database })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('makes a cluster in a folder with a space in its name, listens on no port, and syncs what it writes', async () => {
  const { socket } = await start(join(home, 'a new one'))
  const [settings] = await query(
    socket,
    `select current_setting('listen_addresses') as listens, current_setting('fsync') as fsync, current_setting('server_version_num')::int / 10000 as major,
       (select datlocale from pg_database where datname = 'template1') as locale, 'ä' < 'b' collate "und-x-icu" as icu`,
  )
  expect(settings).toEqual({ listens: '', fsync: 'on', major: 18, locale: 'C.UTF-8', icu: true })
  expect(statSync(socket).mode & 0o077).toBe(0)
})

test('stops when the last one leaves, and not before', async () => {
  const folder = await folderWithCluster('shared')
  const first = await start(folder)
  const second = await start(folder)
  expect([first.reused, second.reused, second.pid]).toEqual([false, true, first.pid])
  await first.stop()
  expect(await query(second.socket, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(lockOf(join(folder, 'pg18'))).toBeUndefined()
})

test('two that leave at the same moment leave no server behind', async () => {
  const folder = await folderWithCluster('both leave')
  const both = [await start(folder), await start(folder)]
  await Promise.all(both.map(({ stop }) => stop()))
  expect(lockOf(join(folder, 'pg18'))).toBeUndefined()
})

/** Another process that starts, makes sure of the database, tells the server's number, and leaves when its input ends. */
async function startElsewhere(folder: string) {
  const script = `import { ensureDatabase, startPostgres } from ${JSON.stringify(import.meta.resolve('./embedded-postgres.ts'))}
    const postgres = await startPostgres({ folder: process.argv[1] })
    await ensureDatabase(postgres.socket)
    console.log(postgres.pid)
    process.stdin.once('end', postgres.stop).resume()`
  const other = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void other.kill())
  const pid = Number(await new Promise(told => other.stdout.once('data', told).once('end', told)))
  const leave = async () => {
    other.stdin.end()
    await once(other, 'exit')
  }
  return { pid, leave }
}

test('four processes that start at the same time in an empty folder share one server, and leave none', { timeout: 60_000 }, async () => {
  const folder = join(home, 'rush')
  const all = await Promise.all([1, 2, 3, 4].map(() => startElsewhere(folder)))
  expect(new Set(all.map(({ pid }) => pid))).toEqual(new Set([lockOf(join(folder, 'pg18'))?.pid]))
  await Promise.all(all.map(({ leave }) => leave()))
  expect(readdirSync(folder).sort()).toEqual(['pg18', 'postgres.log'])
  expect(lockOf(join(folder, 'pg18'))).toBeUndefined()
})

test('a copied folder, lock file and all, gets a server of its own', async () => {
  const folder = await folderWithCluster('original')
  const original = await start(folder)
  await query(original.socket, 'checkpoint')
  spawnSync('cp', ['-a', folder, join(home, 'copy')])
  const copy = await start(join(home, 'copy'))
  expect(copy.pid).not.toBe(original.pid)
  await query(copy.socket, 'create table only_here ()')
  expect(await query(original.socket, `select to_regclass('only_here') as found`)).toEqual([{ found: null }])
})

test('a lock whose number now belongs to another process is not believed', async () => {
  const folder = await folderWithCluster('stale')
  const lock = join(folder, 'pg18', 'postmaster.pid')
  writeFileSync(lock, `${process.pid}\n/proc/self/cwd\n1\n5432\n/tmp\n\n 1 1\nready\n`)
  expect(alive(lockOf(join(folder, 'pg18'))!, join(folder, 'pg18'))).toBe(false)
  expect((await start(folder)).reused).toBe(false)
})

test('a server that dies is started again at the same socket while we live', async () => {
  const postgres = await start(await folderWithCluster('dies'))
  const { pid, socket } = postgres
  process.kill(pid, 'SIGKILL')
  for (let round = 0; round < 200 && postgres.pid === pid; round++) await sleep(50)
  expect(postgres.pid).not.toBe(pid)
  expect(await query(socket, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a folder that another machine is using is refused, and taken over once that machine has fallen silent', async () => {
  const folder = await folderWithCluster('elsewhere')
  const beat = () => writeFileSync(join(folder, 'in-use'), 'other-machine some-boot pid:[1]')
  beat()
  const beating = setInterval(beat, 500)
  await expect(startPostgres({ folder })).rejects.toThrow(/is in use by other-machine, another machine or container/)
  clearInterval(beating)
  expect((await start(folder)).reused).toBe(false)
})

test('the folder of another major version is refused and left as it was', async () => {
  const folder = join(home, 'older')
  mkdirSync(join(folder, 'pg17'), { recursive: true })
  writeFileSync(join(folder, 'pg17', 'PG_VERSION'), '17\n')
  await expect(startPostgres({ folder })).rejects.toThrow(/pg17 is of PostgreSQL 17, and this Sabai runs 18/)
  cpSync(join(folder, 'pg17'), join(folder, 'pg18'), { recursive: true })
  await expect(startPostgres({ folder })).rejects.toThrow(/pg18 is of PostgreSQL 17, not 18/)
  expect(readFileSync(join(folder, 'pg18', 'PG_VERSION'), 'utf8')).toBe('17\n')
})

test('a socket folder that is open to others is refused', async () => {
  const folder = await folderWithCluster('open')
  const { socket, stop } = await start(folder)
  await stop()
  mkdirSync(socket, { mode: 0o755 })
  onTestFinished(() => rmSync(socket, { recursive: true }))
  await expect(startPostgres({ folder })).rejects.toThrow(/is not ours alone/)
})

test('the application owns its database, is no superuser, and takes its two roles only on purpose', async () => {
  const { socket } = await start(await folderWithCluster('roles'))
  const { user, database } = await ensureDatabase(socket)
  expect(
    await query(socket, 'select rolsuper, rolcreatedb, rolbypassrls from pg_roles where rolname = current_user', user, database),
  ).toEqual([{ rolsuper: false, rolcreatedb: true, rolbypassrls: false }])
  await query(socket, 'create schema slice; create table slice.thing (); create extension pg_trgm', user, database)
  expect(
    await query(
      socket,
      `select pg_has_role('sabai_app', 'usage') as inherits, pg_has_role('sabai_app', 'set') as may_become`,
      user,
      database,
    ),
  ).toEqual([{ inherits: false, may_become: true }])
})

test.each(victims)(
  'SIGKILL of %s while it writes: what was acknowledged is there after the next start',
  { timeout: 60_000 },
  async victim => {
    const folder = await folderWithCluster(`killed ${victim}`)
    for (const afterMs of [120, 350]) {
      const { acknowledged, lost } = await killRound(folder, victim, afterMs)
      expect(acknowledged).toBeGreaterThan(0)
      expect(lost).toEqual([])
    }
  },
)
