import { sql } from 'kysely'
import { type ClockGuard, tellOfJump } from './clock-guard.ts'
import { finding, type Inside, system, writing } from './inside.ts'
import type { ClockKind, Writing } from './slice.ts'

const BATCH = 200

/** Starts (or restarts, as a new generation) the clock of a subject: its effect happens once, at or after `dueAt`. */
export async function setClock(ctx: Writing, { kind, subjectId, dueAt }: { kind: string; subjectId: string; dueAt: Date }): Promise<void> {
  // Two at once would both begin the same generation: the second waits here, and then sees what the first has done.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`clock ${ctx.workspace.id} ${kind} ${subjectId}`}, 0))`.execute(ctx.tx)
  await stopClock(ctx, { kind, subjectId })
  const last = await ctx.tx
    .selectFrom('clock')
    .select(({ fn }) => fn.max('generation').as('generation'))
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .executeTakeFirst()
  await ctx.tx
    .insertInto('clock')
    .values({ kind, subjectId, generation: (last?.generation ?? 0) + 1, dueAt })
    .execute()
}

/** Stops the running clock of a subject, if there is one. */
export async function stopClock(ctx: Writing, { kind, subjectId }: { kind: string; subjectId: string }): Promise<void> {
  await running(ctx).set({ stoppedAt: ctx.now }).where('kind', '=', kind).where('subjectId', '=', subjectId).execute()
}

const running = ({ tx }: Writing) => tx.updateTable('clock').where('firedAt', 'is', null).where('stoppedAt', 'is', null)

/** Thrown by an effect whose subject somebody is changing at this very moment: it is tried again, and is no failure. */
export class ClockBusy extends Error {
  constructor() {
    super('the subject of this clock is being changed')
  }
}

/**
 * Fires what is due by the database's clock. The row is locked and marked in the transaction of its effect, so the effect exists exactly once,
 * however many processes look and whenever one dies. When the database's clock has jumped nothing fires for a while.
 * @returns how many were found due
 */
export async function fireClocks(
  inside: Inside,
  failed: (problem: Error, what: string) => void,
  guard: ClockGuard = () => ({ state: 'steady' }),
): Promise<number> {
  const kinds = [...inside.house.clocks.keys()]
  if (kinds.length === 0) return 0
  const due = await finding(inside, async ({ tx, now }) => {
    const verdict = guard(now)
    if (verdict.state !== 'steady') return verdict
    return (
      tx
        .selectFrom('clock')
        .select(['workspaceId', 'kind', 'subjectId', 'generation', 'dueAt'])
        .where('firedAt', 'is', null)
        .where('stoppedAt', 'is', null)
        .where(({ fn }) => fn.coalesce('tryAt', 'dueAt'), '<=', now)
        // A kind that nobody knows any more must not fill the batch.
        .where('kind', 'in', kinds)
        .orderBy(({ fn }) => fn.coalesce('tryAt', 'dueAt'))
        .limit(BATCH)
        .execute()
    )
  })
  if (!Array.isArray(due)) {
    if (due.state === 'jumped') await jumped(inside, failed, due.minutes)
    return 0
  }
  let fired = 0
  for (const clock of due) {
    const kind = inside.house.clocks.get(clock.kind)!
    fired += await writing(inside, clock.workspaceId, system, ctx => fire(ctx, kind, clock)).catch(async error => {
      if (error instanceof ClockBusy) return 0
      failed(error as Error, `clock ${clock.kind}`)
      await writing(inside, clock.workspaceId, system, ctx => putOff(ctx, clock)).catch(again =>
        failed(again as Error, `clock ${clock.kind}`),
      )
      return 0
    })
  }
  return fired
}

async function jumped(inside: Inside, failed: (problem: Error, what: string) => void, minutes: number): Promise<void> {
  failed(new Error(`the database's clock jumped by ${minutes} minutes: what is due waits`), 'clocks')
  await tellOfJump(inside, minutes)
}

type Place = { kind: string; subjectId: string; generation: number }

/** A clock that fails stays due, and is tried again from two seconds up to half an hour later: the others must not wait behind it. */
async function putOff({ tx, now }: Writing, { kind, subjectId, generation }: Place): Promise<void> {
  await tx
    .updateTable('clock')
    .set(({ eb }) => ({
      attempts: eb('attempts', '+', 1),
      tryAt: sql<Date>`${now}::timestamptz + least(power(2, least(attempts, 20)) * 2, 1800) * interval '1 second'`,
    }))
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .where('generation', '=', generation)
    .where('firedAt', 'is', null)
    .execute()
}

async function fire(ctx: Writing, kind: ClockKind, { subjectId, generation }: { subjectId: string; generation: number }): Promise<number> {
  const { rows } = await sql<{ dueAt: Date }>`
    select due_at from clock where workspace_id = ${ctx.workspace.id} and kind = ${kind.kind} and subject_id = ${subjectId} and generation = ${generation}
      and fired_at is null and stopped_at is null and due_at <= ${ctx.now} for update skip locked`.execute(ctx.tx)
  const [due] = rows
  if (!due) return 0
  await ctx.tx
    .updateTable('clock')
    .set({ firedAt: ctx.now })
    .where('kind', '=', kind.kind)
    .where('subjectId', '=', subjectId)
    .where('generation', '=', generation)
    .execute()
  await kind.fire(ctx, { subjectId, generation, dueAt: due.dueAt })
  return 1
}
