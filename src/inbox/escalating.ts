import { sql } from 'kysely'
import { escalatesAt } from '#core/time/promises.ts'
import { managerOf, notify } from '#directory/index.ts'
import { loadPromises } from '#hours/index.ts'
import { ClockBusy } from '#kernel/clock.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { caseClock, caseEscalated } from './api.ts'
import { followClocks } from './timing.ts'

const MINUTE = 60_000

/**
 * The case that a clock is about, if it still waits for that. Whoever holds it at this moment may be stopping the very clock that fires:
 * then neither waits for the other, and the clock is tried again.
 * @throws ClockBusy when somebody is changing the case
 */
export async function caseOfClock({ tx }: Writing, id: string) {
  const row = await tx
    .selectFrom('customerCase')
    .select([
      'id',
      'number',
      'ownerId',
      'customerId',
      'state',
      'lateAt',
      'lateTo',
      'dueAt',
      'policyId',
      'escalated',
      'escalateAt',
      'warnAt',
      'warnedAt',
    ])
    .select(['resolveDueAt', 'resolveLateAt', 'queuedUntil', 'workedAt'])
    .where('id', '=', id)
    .where('mergedInto', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (row) return row
  if (await tx.selectFrom('customerCase').select('id').where('id', '=', id).where('mergedInto', 'is', null).executeTakeFirst())
    throw new ClockBusy()
  return null
}

/** Time is nearly over: the owner is told, of all that comes due in this minute together. */
export async function warn(ctx: Writing, caseId: string): Promise<void> {
  const one = await caseOfClock(ctx, caseId)
  if (one?.state !== 'open' || one.lateAt !== null || one.warnedAt !== null) return
  await ctx.tx.updateTable('customerCase').set({ warnedAt: ctx.now }).where('id', '=', caseId).execute()
  await ctx.announce(
    caseClock,
    { caseId, what: 'warned', dueAt: one.dueAt, policyId: one.policyId, why: 'policy' },
    { subjectId: caseId, customerId: one.customerId },
  )
  const n = await warnedOf(ctx.tx, one.ownerId)
  const facts = { n, number: one.number }
  const minute = Math.floor(ctx.now.getTime() / MINUTE)
  await notify(ctx, one.ownerId, { type: 'case.warned', facts, subjectId: n === 1 ? caseId : null, onceKey: `case.warned ${minute}` })
}

/** How many of theirs are nearly due at this moment; at most a hundred are counted. */
const warnedOf = async (tx: Tx, ownerId: string) =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from (select from customer_case where workspace_id = sabai_workspace() and owner_id = ${ownerId}
      and state = 'open' and late_at is null and warned_at is not null limit 100) mine`.execute(tx)
  ).rows[0]!.n

/** When the next above is told of a case that has become late. */
export async function nextStep(ctx: Writing, { policyId, dueAt }: { policyId: string | null; dueAt: Date }, level: number) {
  const policy = (await loadPromises(ctx)).byId(policyId)
  return escalatesAt(dueAt, level, policy, policy.reckoned)
}

/** Still nobody has answered: it goes one step up, until the head has heard of it. @returns who is to be told now */
export async function escalate(ctx: Writing, caseId: string): Promise<string | null> {
  const one = await caseOfClock(ctx, caseId)
  if (one?.state !== 'open' || one.escalateAt === null || one.escalateAt > ctx.now) return null
  const level = one.escalated + 1
  const toId = await above(ctx, one.lateTo ?? one.ownerId)
  const escalateAt = toId ? await nextStep(ctx, one, level + 1) : null
  const told = toId ? { lateTo: toId, lateToldAt: null, escalated: level } : {}
  await ctx.tx
    .updateTable('customerCase')
    .set({ ...told, escalateAt })
    .where('id', '=', caseId)
    .execute()
  await followClocks(ctx, [caseId])
  if (!toId) return null
  await ctx.announce(caseEscalated, { caseId, managerId: toId, level }, { subjectId: caseId, customerId: one.customerId })
  return toId
}

/** The manager above; at the top of a tree a head who is not it. */
async function above(ctx: Writing, memberId: string): Promise<string | null> {
  const manager = await managerOf(ctx, memberId)
  if (manager) return manager
  const head = await ctx.tx
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'head')
    .where('endedAt', 'is', null)
    .where('id', '<>', memberId)
    .orderBy('createdAt')
    .orderBy('id')
    .executeTakeFirst()
  return head?.id ?? null
}

/** The promise to have it solved is broken: owner and manager hear of it. */
export async function resolveLate(ctx: Writing, caseId: string): Promise<void> {
  const one = await caseOfClock(ctx, caseId)
  if (!one || one.state === 'resolved' || one.resolveLateAt !== null || one.resolveDueAt === null) return
  await ctx.tx.updateTable('customerCase').set({ resolveLateAt: ctx.now }).where('id', '=', caseId).execute()
  await ctx.announce(
    caseClock,
    { caseId, what: 'resolve-late', dueAt: one.resolveDueAt, policyId: one.policyId, why: 'policy' },
    { subjectId: caseId, customerId: one.customerId },
  )
  const managerId = await managerOf(ctx, one.ownerId)
  for (const memberId of new Set([one.ownerId, ...(managerId ? [managerId] : [])]))
    await notify(ctx, memberId, { type: 'case.resolve-late', facts: { number: one.number }, subjectId: caseId })
}
