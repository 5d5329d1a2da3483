import { visibleTo } from '#directory/index.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'

/** Whose accounts' revenue this person may see: the head everyone's, a manager those that their own people own. */
export async function revenueSeenBy(ctx: Reading | Writing): Promise<(ownerId: string | null) => boolean> {
  if (!ctx.who.may('revenue.read')) return () => false
  const { revenue } = await visibleTo(ctx)
  return ownerId => revenue === 'all' || (ownerId !== null && revenue.includes(ownerId))
}

/** @throws Problem 403 when someone sets what they may not even see */
export async function refuseUnseenRevenue(ctx: Writing, ownerId: string | null, change: { monthlyRevenue?: unknown; currency?: unknown }) {
  if (change.monthlyRevenue === undefined && change.currency === undefined) return
  if (!(await revenueSeenBy(ctx))(ownerId)) throw new Problem('account.revenue', 403)
}
