import { sql } from 'kysely'
import { managerOf, notify } from '#directory/index.ts'
import { awayNow } from '#hours/index.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { caseQueueOver } from './api.ts'
import { assign } from './changing.ts'
import { caseOfClock } from './escalating.ts'
import { loadReady, pickFor } from './new-case.ts'

/** More would wait too long in one transaction; what is left is late before long, and its manager hears of it. */
const MOST = 500

/** Somebody is away from now on: what has to be answered before they are back goes to others, who are told. Nobody knows when: then all of it. */
export async function handOver(ctx: Writing, { memberId, untilAt }: { memberId: string; untilAt: Date | null }): Promise<void> {
  const waiting = await ctx.tx
    .selectFrom('customerCase')
    .leftJoin('customer', 'customer.id', 'customerCase.customerId')
    .leftJoin('account', 'account.id', 'customerCase.accountId')
    .select(['customerCase.id', 'customerCase.number', 'customerCase.language', 'customerCase.topicId'])
    .select(['customer.ownerId as customerOwnerId', 'account.ownerId as accountOwnerId'])
    .where('customerCase.ownerId', '=', memberId)
    .where('customerCase.state', '=', 'open')
    .$if(untilAt !== null, query => query.where('customerCase.dueAt', '<', untilAt!))
    .orderBy('customerCase.dueAt')
    .limit(MOST)
    .execute()
  if (waiting.length === 0) return
  const ready = await loadReady(ctx)
  const because = { why: 'away' as const, fromId: memberId, at: ctx.now.toISOString() }
  const gone = new Map<string, typeof waiting>()
  for (const one of waiting) {
    const { owner } = pickFor(ready, { ...one, language: one.language, hint: {} })
    if (owner.id === memberId) continue
    owner.open++
    await assign(ctx, one.id, owner.id, because, { quiet: true })
    gone.set(owner.id, [...(gone.get(owner.id) ?? []), one])
  }
  await tellEach(ctx, 'case.handed-over', gone)
}

type Numbered = { id: string; number: number }

async function tellEach(
  ctx: Writing,
  type: 'case.handed-over' | 'case.given-back' | 'case.opened',
  cases: ReadonlyMap<string, Numbered[]>,
) {
  for (const [memberId, of] of cases)
    await notify(ctx, memberId, { type, facts: { n: of.length, number: of[0]!.number }, subjectId: of.length === 1 ? of[0]!.id : null })
}

/** Set away or back by hand. Whoever has been faster in setting it back leaves everything as it is. */
export async function followAvailability(
  ctx: Writing,
  set: { memberId?: string | undefined; available: boolean; awayUntil: string | null },
): Promise<void> {
  const { memberId } = set
  if (!memberId) return
  if (set.available) return giveBack(ctx, { memberId })
  if (await isHere(ctx, memberId)) return
  await handOver(ctx, { memberId, untilAt: set.awayUntil === null ? null : new Date(set.awayUntil) })
}

async function isHere(ctx: Writing, memberId: string): Promise<boolean> {
  const member = await ctx.tx.selectFrom('member').select(['available', 'awayUntil']).where('id', '=', memberId).executeTakeFirst()
  const away = member && !member.available && (member.awayUntil === null || member.awayUntil > ctx.now)
  return !away && !(await awayNow(ctx)).has(memberId)
}

/** They are here after all, or again: what went to others meanwhile and nobody has touched is theirs as before. */
export async function giveBack(ctx: Writing, { memberId }: { memberId: string }): Promise<void> {
  if (!(await isHere(ctx, memberId))) return
  const theirs = await untouched(ctx.tx, memberId)
  for (const { id } of theirs) await assign(ctx, id, memberId, { why: 'back' }, { quiet: true })
  if (theirs.length === 0) return
  await tellEach(
    ctx,
    'case.given-back',
    Map.groupBy(theirs, one => one.ownerId),
  )
  await tellEach(ctx, 'case.opened', new Map([[memberId, theirs]]))
}

const untouched = async (tx: Tx, memberId: string) =>
  (
    await sql<Numbered & { ownerId: string }>`select id, number, owner_id as "ownerId" from customer_case
      where workspace_id = sabai_workspace() and state = 'open' and owner_id <> ${memberId} and merged_into is null
        and owner_why ->> 'why' = 'away' and owner_why ->> 'fromId' = ${memberId} and last_activity_at <= (owner_why ->> 'at')::timestamptz
      order by due_at limit ${MOST}`.execute(tx)
  ).rows

/** Nobody of the team took it in time: it is its manager's now, who is told; where somebody has begun to work on it it is theirs. */
export async function endQueue(ctx: Writing, caseId: string): Promise<void> {
  const one = await caseOfClock(ctx, caseId)
  if (one?.state !== 'open' || one.queuedUntil === null) return
  const managerId = (await managerOf(ctx, one.ownerId)) ?? one.ownerId
  await ctx.announce(caseQueueOver, { caseId, ownerId: managerId }, { subjectId: caseId, customerId: one.customerId })
  if (one.workedAt === null && managerId !== one.ownerId) return assign(ctx, caseId, managerId, { why: 'queue' })
  await ctx.tx.updateTable('customerCase').set({ queuedUntil: null }).where('id', '=', caseId).execute()
}
