import { basename } from 'node:path'
import { sql } from 'kysely'
import type { z } from 'zod'
import { setClock, stopClock } from '#kernel/clock.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Gathering, Reading, Tx, Writing } from '#kernel/slice.ts'
import * as api from '../connection-api.ts'
import { begin, PULL, STALE_MS } from './pulling.ts'
import { addressOf, tried } from './trying.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
type Connection = api.Connection

const rows = (db: Db | Tx) => (db as Tx).selectFrom('connection').selectAll().where('endedAt', 'is', null)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

/** When each is read again by itself: its clock says so. */
async function nextOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map()
  const due = await (db as Tx)
    .selectFrom('clock')
    .select(['subjectId', 'dueAt'])
    .where('kind', '=', PULL)
    .where('subjectId', 'in', ids)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .execute()
  return new Map(due.map(({ subjectId, dueAt }) => [subjectId, dueAt]))
}

const shown = (row: Row, nextAt: Date | undefined, now: Date): Connection => ({
  ...(({ id, source, address, email, everyMinutes, pausedAt, begunAt, pulledAt, stream, read, added, changed, refused, absent }) => ({
    id,
    source,
    address,
    email,
    everyMinutes,
    pausedAt,
    begunAt,
    pulledAt,
    stream,
    read,
    added,
    changed,
    refused,
    absent,
  }))(row),
  kind: 'zendesk',
  takes: row.takes as Connection['takes'],
  running: row.runId !== null,
  waitsUntil: row.waitsUntil && row.waitsUntil > now ? row.waitsUntil : null,
  nextAt: row.pausedAt || row.runId !== null ? null : (nextAt ?? null),
  problem: row.problem as Connection['problem'],
  problemSaid: row.problemSaid,
})

export async function list({ db, now }: Reading, { cursor, limit }: In<typeof api.listConnections>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const found = await rows(db)
    .$if(after !== null, query => query.where(sql<boolean>`(created_at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(found, limit, row => [row.createdAt, row.id])
  const due = await nextOf(
    db,
    items.map(({ id }) => id),
  )
  return { items: items.map(row => shown(row, due.get(row.id), now)), next }
}

/** Locked: a connection is changed by one at a time. @throws Problem 404 */
async function locked(ctx: Writing, id: string): Promise<Row> {
  const row = await rows(ctx.tx).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('connection')
  return row
}

async function one(ctx: Writing, id: string): Promise<Connection> {
  return shown(await rows(ctx.tx).where('id', '=', id).executeTakeFirstOrThrow(), (await nextOf(ctx.tx, [id])).get(id), ctx.now)
}

/** @throws Problem 400 when another connection calls its records so */
export async function add(ctx: Writing, { address, token, ...given }: In<typeof api.addConnection>) {
  const taken = await rows(ctx.tx).where('source', '=', given.source).executeTakeFirst()
  if (taken) throw wrong('source', 'already-exists')
  const id = newId()
  const values = { ...given, id, kind: 'zendesk', address: addressOf(address, ctx.site), token: ctx.site.seal(token) }
  await ctx.tx
    .insertInto('connection')
    .values({ ...values, createdAt: ctx.now, changedAt: ctx.now })
    .execute()
  await ctx.announce(api.connectionChanged, { connectionId: id, fields: ['added'] }, { subjectId: id, detail: { address: values.address } })
  await begin(ctx, await locked(ctx, id))
  return one(ctx, id)
}

/** A kept token goes only where it was given for: another account, or another owner, needs it anew. */
export async function change(ctx: Writing, { id, token, paused, address: given, ...rest }: In<typeof api.changeConnection>) {
  const before = await locked(ctx, id)
  const address = given === undefined ? before.address : addressOf(given, ctx.site)
  const moved = address !== before.address || (rest.email ?? before.email) !== before.email
  if (moved && token === undefined) throw wrong('token', 'required')
  const pausedAt = paused === undefined ? before.pausedAt : paused ? ctx.now : null
  await ctx.tx
    .updateTable('connection')
    .set({
      ...rest,
      address,
      pausedAt,
      changedAt: ctx.now,
      problem: null,
      problemSaid: null,
      ...(token !== undefined && { token: ctx.site.seal(token) }),
      ...(address !== before.address || pausedAt ? { runId: null, waitsUntil: null } : {}),
    })
    .where('id', '=', id)
    .execute()
  // Another account's records are other records: its streams are read from their beginning.
  if (address !== before.address) await ctx.tx.deleteFrom('pull').where('source', '=', before.source).execute()
  if (pausedAt) await stopClock(ctx, { kind: PULL, subjectId: id })
  else if (paused === false || moved || token !== undefined || rest.takes) await begin(ctx, await locked(ctx, id))
  else if (rest.everyMinutes && before.runId === null)
    await setClock(ctx, { kind: PULL, subjectId: id, dueAt: new Date(ctx.now.getTime() + rest.everyMinutes * 60_000) })
  const all = { ...rest, address: given, token, paused }
  const fields = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  await ctx.announce(api.connectionChanged, { connectionId: id, fields }, { subjectId: id })
  return one(ctx, id)
}

/** The token is gone at once; how far it was read stays, for whoever connects again. */
export async function end(ctx: Writing, { id }: { id: string }) {
  await locked(ctx, id)
  await stopClock(ctx, { kind: PULL, subjectId: id })
  await ctx.tx
    .updateTable('connection')
    .set({ endedAt: ctx.now, token: null, runId: null, waitsUntil: null })
    .where('id', '=', id)
    .execute()
  await ctx.announce(api.connectionChanged, { connectionId: id, fields: ['ended'] }, { subjectId: id })
  return { id }
}

/** Now instead of at the next turn; one that is under way, and moves, goes on. */
export async function pullNow(ctx: Writing, { id }: { id: string }) {
  const row = await locked(ctx, id)
  const moves = row.runId !== null && row.movedAt !== null && ctx.now.getTime() - row.movedAt.getTime() < STALE_MS
  if (!moves) await begin(ctx, row)
  return one(ctx, id)
}

/** At once for everybody who looks; whoever is fetching finds at the next page that it is their turn no more. */
export async function stop(ctx: Writing, { id }: { id: string }) {
  const row = await locked(ctx, id)
  if (row.runId !== null) {
    await ctx.tx.updateTable('connection').set({ runId: null, waitsUntil: null, stream: null }).where('id', '=', id).execute()
    await setClock(ctx, { kind: PULL, subjectId: id, dueAt: new Date(ctx.now.getTime() + row.everyMinutes * 60_000) })
    await ctx.announce(api.pullEnded, { connectionId: id, problem: 'stopped' }, { subjectId: id })
  }
  return one(ctx, id)
}

export async function tryAgain(ctx: Gathering, { id }: { id: string }) {
  const row = await ctx.read(({ db }) => rows(db).where('id', '=', id).executeTakeFirst())
  if (!row) throw notFound('connection')
  return tried(ctx.site, { ...row, token: ctx.site.unseal(row.token!) })
}

/** Without the folders they are in: those are the server's affair. */
export async function followed({ db }: Reading) {
  const files = await db
    .selectFrom('followedFile')
    .select(['source', 'path', 'lines', 'refused', 'movedAt'])
    .orderBy('source')
    .orderBy('path')
    .limit(100)
    .execute()
  return { items: files.map(({ path, ...file }) => ({ ...file, name: basename(path) })) }
}
