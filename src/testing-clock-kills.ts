import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { cast } from '#core/cast.ts'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { addMember, foundWorkspace, usualHours } from '#directory/index.ts'
import { followClocks } from '#inbox/timing.ts'
import { ensureDatabase, type Postgres, startPostgres } from '#kernel/embedded-postgres.ts'
import { newId } from '#kernel/id.ts'
import { founding, type Inside, reading, system, writing } from '#kernel/inside.ts'
import { createServer, prepareDatabase } from '#kernel/server.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { slices } from './slices.ts'

const serve = (database: pg.PoolConfig, manual: boolean) =>
  createServer({
    ...{ database, slices, manual, secret: 'a secret only for tests, 32 letters', publicUrl: null, trustProxy: [], smtpUrl: null },
    ...{ mailFrom: null, mailReplyTo: null, version: 'test', logger: false, doorkeeper, firstRun: { check: () => false } },
  })

/** A server whose own clock jumps two hours forward and back all the time: only the database's may count. */
async function serveWithWrongClock(database: pg.PoolConfig): Promise<void> {
  const Right = Date
  let wrongBy = 0
  globalThis.Date = class extends Right {
    constructor(...given: []) {
      if (given.length > 0) super(...given)
      else super(Right.now() + wrongBy)
    }
    static override now() {
      return Right.now() + wrongBy
    }
  } as DateConstructor
  setInterval(() => {
    wrongBy = [-7_200_000, 0, 7_200_000][Math.floor(Math.random() * 3)]!
  }, 200)
  await serve(database, false)
  console.log('serves')
}

export type ClockKills = {
  clocks: number
  kills: number
  serverKills: number
  databaseKills: number
  missing: number
  missed: Record<string, number> | null
  twice: number
  early: number
  seconds: number
}

/**
 * So many clocks of cases (a warning, the due time, a step up the chain) run out while two servers work, one of them or PostgreSQL is killed with
 * SIGKILL again and again, and the servers' own clocks jump. Each effect is one event: counted, and compared with when it was due.
 */
export async function clocksThroughKills({ cases, kills, chain }: { cases: number; kills: number; chain: boolean }): Promise<ClockKills> {
  const folder = mkdtempSync(join(tmpdir(), 'sabai-clocks-'))
  let postgres = await startPostgres({ folder })
  const database = (await ensureDatabase(postgres.socket)) as pg.PoolConfig
  await prepareDatabase(database, slices)
  const own = await serve(database, true)
  own.pool.on('error', () => {})
  const workspaceId = newId()
  const spreadSeconds = Math.max(3, kills * 1.2)
  await fill(own.inside, workspaceId, { cases, chain, spreadSeconds })
  const began = performance.now()
  const servers = [keepServing(database), keepServing(database)]
  const killed = { serverKills: 0, databaseKills: 0 }
  try {
    for (let kill = 0; kill < kills; kill++) {
      await pause(300 + Math.random() * 1_500)
      const victim = kill % 3
      if (victim === 2) postgres = await killDatabase(postgres, folder)
      else await servers[victim]!.kill()
      killed[victim === 2 ? 'databaseKills' : 'serverKills']++
    }
    await until(() => reading(own.inside, workspaceId, system, ({ db }) => isOver(db as never)))
    const outcome = await reading(own.inside, workspaceId, system, ({ db }) => count(db as never, chain))
    return { kills, ...killed, ...outcome, seconds: Math.round((performance.now() - began) / 1000) }
  } finally {
    for (const one of servers) one.end()
    await own.close().catch(() => {})
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

async function until(done: () => Promise<boolean>, minutes = 120): Promise<void> {
  for (const last = performance.now() + minutes * 60_000; performance.now() < last; await pause(250))
    if (await done().catch(() => false)) return
  throw new Error('the clocks did not go on')
}

async function killDatabase({ pid }: Postgres, folder: string): Promise<Postgres> {
  process.kill(pid, 'SIGKILL')
  await pause(100)
  return startPostgres({ folder })
}

/** A server that is started again whenever it has gone; it is killed while it works, not while it starts. */
function keepServing(database: pg.PoolConfig) {
  let over = false
  let now: ChildProcess
  let serves: Promise<unknown>
  const start = () => {
    now = spawn(process.execPath, [import.meta.filename, JSON.stringify(database)], { stdio: ['ignore', 'pipe', 'ignore'] })
    serves = Promise.race([once(now.stdout!, 'data'), once(now, 'exit')])
    now.once('exit', () => over || start())
  }
  start()
  return {
    kill: async () => {
      await serves
      await pause(Math.random() * 700)
      now.kill('SIGKILL')
    },
    end: () => {
      over = true
      now.kill('SIGKILL')
    },
  }
}

/** A company whose cases come due within so many seconds, each warned of before, and gone up the chain a minute after where that is asked. */
async function fill(inside: Inside, id: string, { cases, chain, spreadSeconds }: { cases: number; chain: boolean; spreadSeconds: number }) {
  await founding(inside, id, ctx =>
    foundWorkspace(ctx, { id, name: 'Clocks', language: 'en', zone: 'Asia/Vientiane', workingHours: usualHours }),
  )
  await writing(inside, id, system, async ctx => {
    const ids: Record<string, string> = {}
    for (const one of cast)
      ids[one.key] = await addMember(ctx, { ...one, language: 'en', managerId: one.managerKey ? ids[one.managerKey]! : null })
    await addCases(ctx, { cases, chain, spreadSeconds, ownerId: ids.noi! })
  })
}

async function addCases(
  ctx: Writing,
  { cases, chain, spreadSeconds, ownerId }: { cases: number; chain: boolean; spreadSeconds: number; ownerId: string },
) {
  const policyId = newId()
  const policy = { id: policyId, name: 'Fast', sort: 1, firstReplyMinutes: 1, nextReplyMinutes: 1, hours: 'all', changedAt: ctx.now }
  await ctx.tx
    .insertInto('policy')
    .values({ ...policy, escalateMinutes: chain ? [1] : [] })
    .execute()
  const { rows } = await sql<{ id: string }>`
    insert into customer_case (id, number, owner_id, words, said_at, opened_by, opened_at, waits_from_at, due_at, warn_at, policy_id, last_activity_at)
    select gen_random_uuid(), n, ${ownerId}, 'late', ${ctx.now}, 'rule', ${ctx.now}, ${ctx.now}, at, at - interval '1 second', ${policyId}, ${ctx.now}
    from generate_series(1, ${cases}::int) n, lateral (select ${ctx.now}::timestamptz + (4 + n::float / ${cases} * ${spreadSeconds}::float) * interval '1 second' as at) due
    returning id`.execute(ctx.tx)
  await followClocks(
    ctx,
    rows.map(row => row.id),
  )
}

/** The manager is told a minute later: that is not waited for. */
const isOver = async (db: Tx) =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from clock where workspace_id = sabai_workspace() and kind <> 'case.late-tell'
      and fired_at is null and stopped_at is null`.execute(db)
  ).rows[0]!.n === 0

/** Each case: a warning, a breach and (with a chain) a step up; each once, none before its time. */
async function count(db: Tx, chain: boolean) {
  const { rows } = await sql<Omit<ClockKills, 'kills' | 'serverKills' | 'databaseKills' | 'seconds'>>`
    with effect as (
      select e.subject_id, case e.type when 'case.clock' then 'case.warn' when 'case.escalated' then 'case.escalate' else e.type end as kind, e.at
      from event e where e.workspace_id = sabai_workspace() and (e.type in ('case.late', 'case.escalated') or e.type = 'case.clock' and e.facts ->> 'what' = 'warned')
    ), wanted as (
      select c.id as subject_id, k.kind, k.due_at from customer_case c cross join lateral (values ('case.warn', c.warn_at), ('case.late', c.due_at),
        ('case.escalate', case when ${chain} then c.due_at + interval '1 minute' end)) as k(kind, due_at)
      where c.workspace_id = sabai_workspace() and k.due_at is not null
    ), each as (
      select w.subject_id, w.kind, count(e.at) as n, coalesce(bool_or(e.at < w.due_at), false) as early
      from wanted w left join effect e using (subject_id, kind) group by 1, 2
    )
    select count(*)::int as clocks, count(*) filter (where n = 0)::int as missing,
      (select json_object_agg(kind, n) from (select kind, count(*)::int as n from each where n = 0 group by kind) one) as missed, count(*) filter (where n > 1)::int as twice,
      count(*) filter (where early)::int as early from each`.execute(db)
  return rows[0]!
}

if (process.argv[1] === import.meta.filename) await serveWithWrongClock(JSON.parse(process.argv[2] ?? '{}'))
