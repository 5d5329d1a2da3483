import { managerOf, notify } from '#directory/index.ts'
import type { Writing } from '#kernel/slice.ts'
import { caseQueueOver } from './api.ts'
import { assign } from './changing.ts'
import { caseOfClock } from './escalating.ts'
import { loadReady, pickFor } from './new-case.ts'

/** More would wait too long in one transaction; what is left is late before long, and its manager hears of it. */
const MOST = 500

/** Somebody is away from now on: what has to be answered before they are back goes to others, who are told. */
export async function handOver(ctx: Writing, { memberId, untilAt }: { memberId: string; untilAt: Date }): Promise<void> {
  const waiting = await ctx.tx
    .selectFrom('customerCase')
    .leftJoin('customer', 'customer.id', 'customerCase.customerId')
    .leftJoin('account', 'account.id', 'customerCase.accountId')
    .select(['customerCase.id', 'customerCase.number', 'customerCase.language', 'customerCase.topicId'])
    .select(['customer.ownerId as customerOwnerId', 'account.ownerId as accountOwnerId'])
    .where('customerCase.ownerId', '=', memberId)
    .where('customerCase.state', '=', 'open')
    .where('customerCase.dueAt', '<', untilAt)
    .orderBy('customerCase.dueAt')
    .limit(MOST)
    .execute()
  if (waiting.length === 0) return
  const ready = await loadReady(ctx)
  const gone = new Map<string, typeof waiting>()
  for (const one of waiting) {
    const { owner } = pickFor(ready, { ...one, language: one.language, hint: {} })
    if (owner.id === memberId) continue
    owner.open++
    await assign(ctx, one.id, owner.id, { why: 'away' }, { quiet: true })
    gone.set(owner.id, [...(gone.get(owner.id) ?? []), one])
  }
  for (const [ownerId, cases] of gone)
    await notify(ctx, ownerId, {
      type: 'case.handed-over',
      facts: { n: cases.length, number: cases[0]!.number },
      subjectId: cases.length === 1 ? cases[0]!.id : null,
    })
}

/** Nobody of the team took it in time: it is its manager's now, who is told; where somebody has begun to work on it it is theirs. */
export async function endQueue(ctx: Writing, caseId: string): Promise<void> {
  const one = await caseOfClock(ctx, caseId)
  if (one?.state !== 'open' || one.queuedUntil === null) return
  const managerId = (await managerOf(ctx, one.ownerId)) ?? one.ownerId
  await ctx.announce(caseQueueOver, { caseId, ownerId: managerId }, { subjectId: caseId, customerId: one.customerId })
  if (one.workedAt === null && managerId !== one.ownerId) return assign(ctx, caseId, managerId, { why: 'queue' })
  await ctx.tx.updateTable('customerCase').set({ queuedUntil: null }).where('id', '=', caseId).execute()
}
