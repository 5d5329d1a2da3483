import { setTimeout as sleep } from 'node:timers/promises'
import { setClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { ClockKind, Working, Writing } from '#kernel/slice.ts'
import { pullAsked, pullEnded, pullMoved } from '../connection-api.ts'
import type { Counts } from '../pulls/stream.ts'
import { pullZendesk, type Take } from '../pulls/zendesk.ts'
import { callingOf, problemOf } from './trying.ts'

export const PULL = 'interactions.pull'
const MINUTE = 60_000
/** A pull that has not moved for so long is dead: its process was killed, and its job with it. */
export const STALE_MS = 15 * MINUTE
/** Others wait for the same worker: after so long a pull stands in line again. */
const TURN_MS = 4 * MINUTE
/** Up to so many seconds are waited for on the spot. */
const SHORT_WAIT_SECONDS = 5

type Row = { id: string; everyMinutes: number }
type Asked = { connectionId: string; runId: string }

const wakeAt = (ctx: Writing, subjectId: string, dueAt: Date) => setClock(ctx, { kind: PULL, subjectId, dueAt })
const later = (ctx: Writing, ms: number) => new Date(ctx.now.getTime() + ms)
const ask = (ctx: Writing, asked: Asked) => ctx.announce(pullAsked, asked, { subjectId: asked.connectionId })

/** A new pull; whatever is under way stops at its next page. The clock is there in case that its process dies. */
export async function begin(ctx: Writing, { id }: Row): Promise<void> {
  const runId = newId()
  await ctx.tx
    .updateTable('connection')
    .set({ runId, begunAt: ctx.now, movedAt: ctx.now, waitsUntil: null, stream: null, read: 0, added: 0, changed: 0, refused: 0 })
    .where('id', '=', id)
    .execute()
  await wakeAt(ctx, id, later(ctx, STALE_MS))
  await ask(ctx, { connectionId: id, runId })
}

/** Rings when it is time to pull again, when the service has asked to be left alone until now, and when a pull may be dead. */
export const pullClock: ClockKind = {
  kind: PULL,
  fire: async (ctx, { subjectId: id }) => {
    const row = await ctx.tx
      .selectFrom('connection')
      .selectAll()
      .where('id', '=', id)
      .where('endedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row || row.pausedAt) return
    if (row.runId === null) return begin(ctx, row)
    await wakeAt(ctx, id, later(ctx, STALE_MS))
    const moves = row.waitsUntil === null && row.movedAt !== null && ctx.now.getTime() - row.movedAt.getTime() < STALE_MS
    if (!moves) await goOn(ctx, { connectionId: id, runId: row.runId })
  },
}

async function goOn(ctx: Writing, asked: Asked): Promise<void> {
  await ctx.tx.updateTable('connection').set({ waitsUntil: null, movedAt: ctx.now }).where('id', '=', asked.connectionId).execute()
  await ask(ctx, asked)
}

/** It is not this run's turn any more. */
class NotMine extends Error {}
/** Enough for this turn, or the service wants to be left alone for so many seconds. */
class Later extends Error {
  seconds: number
  constructor(seconds: number) {
    super('later')
    this.seconds = seconds
  }
}

/** One turn of a pull. What it cannot read is the connection's problem, tried again at its next time; only our own failures are the job's. */
export async function pullOn(ctx: Working, asked: Asked, signal: AbortSignal): Promise<void> {
  const row = await ctx.read(({ db }) =>
    db.selectFrom('connection').selectAll().where('id', '=', asked.connectionId).where('runId', '=', asked.runId).executeTakeFirst(),
  )
  if (!row?.token) return
  const begunAt = await ctx.read(async ({ now }) => now)
  const account = { address: row.address, email: row.email, token: ctx.site.unseal(row.token) }
  const calling = callingOf(account, ctx.site.webhookHosts, { signal, progress: () => {}, wait: waitOrLeave(signal) })
  let at = begunAt
  const hold = async (writing: Writing, moved: Moved) => {
    at = writing.now
    await keepPlace(writing, asked, moved)
  }
  const rest = () => {
    if (at.getTime() - begunAt.getTime() > TURN_MS) throw new Later(0)
  }
  try {
    const { absent } = await pullZendesk(ctx, { calling, source: row.source, takes: row.takes as Take[], hold, rest })
    await ctx.write(writing => ended(writing, asked, { absent, pulledAt: writing.now, problem: null, problemSaid: null, problemAt: null }))
  } catch (problem) {
    await settled(ctx, asked, problem as Error, signal)
  }
}

const waitOrLeave = (signal: AbortSignal) => async (seconds: number) => {
  if (seconds > SHORT_WAIT_SECONDS) throw new Later(seconds)
  await sleep(seconds * 1000, undefined, { signal })
}

type Moved = { stream: string; counts: Counts }

/** In the transaction of each page: still our turn, and so far now. @throws NotMine, and then the page is not stored */
async function keepPlace(ctx: Writing, { connectionId, runId }: Asked, { stream, counts }: Moved): Promise<void> {
  const row = await ctx.tx
    .updateTable('connection')
    .set(({ eb }) => ({
      stream,
      movedAt: ctx.now,
      read: eb('read', '+', counts.read),
      added: eb('added', '+', counts.added),
      changed: eb('changed', '+', counts.changed),
      refused: eb('refused', '+', counts.refused),
    }))
    .where('id', '=', connectionId)
    .where('runId', '=', runId)
    .returning('read')
    .executeTakeFirst()
  if (!row) throw new NotMine()
  if (counts.read > 0) await ctx.announce(pullMoved, { connectionId, read: row.read }, { subjectId: connectionId })
}

type Ending = { absent?: string[]; pulledAt?: Date; problem: string | null; problemSaid: string | null; problemAt: Date | null }

async function ended(ctx: Writing, { connectionId, runId }: Asked, ending: Ending): Promise<void> {
  const row = await ctx.tx
    .updateTable('connection')
    .set({ ...ending, runId: null, waitsUntil: null, stream: null, movedAt: ctx.now })
    .where('id', '=', connectionId)
    .where('runId', '=', runId)
    .returning('everyMinutes')
    .executeTakeFirst()
  if (!row) return
  await wakeAt(ctx, connectionId, later(ctx, row.everyMinutes * MINUTE))
  await ctx.announce(pullEnded, { connectionId, problem: ending.problem }, { subjectId: connectionId })
}

async function settled(ctx: Working, asked: Asked, problem: Error & { code?: string }, signal: AbortSignal): Promise<void> {
  if (problem instanceof NotMine) return
  if (problem instanceof Later) return ctx.write(writing => leave(writing, asked, problem.seconds))
  // The server is stopping, or the database has failed: the job comes again.
  if (signal.aborted || /^[0-9A-Z]{5}$/.test(problem.code ?? '')) throw problem
  const { problem: why, said } = problemOf(problem)
  await ctx.write(writing => ended(writing, asked, { problem: why, problemSaid: said, problemAt: writing.now }))
  // Nothing that a service does explains it: the log of the server must have it, too.
  if (why === 'other' && !(problem instanceof Problem)) throw problem
}

async function leave(ctx: Writing, { connectionId, runId }: Asked, seconds: number): Promise<void> {
  const waitsUntil = later(ctx, seconds * 1000)
  const { numUpdatedRows } = await ctx.tx
    .updateTable('connection')
    .set({ waitsUntil, movedAt: ctx.now })
    .where('id', '=', connectionId)
    .where('runId', '=', runId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await wakeAt(ctx, connectionId, waitsUntil)
  await ctx.announce(pullMoved, { connectionId, read: 0 }, { subjectId: connectionId })
}
