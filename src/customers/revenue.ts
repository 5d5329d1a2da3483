import { sql } from 'kysely'
import type { Reading, Writing } from '#kernel/slice.ts'

async function visibleTo(ctx: Reading | Writing): Promise<{ revenue: 'all' | string[] }> {
  const { kind, role, memberId } = ctx.who
  if (kind !== 'member' || role === 'head') return { revenue: 'all' }
  if (role !== 'manager' || !memberId) return { revenue: [] }
  const { rows } = await sql<{
    id: string
  }>`with recursive below (id) as (select ${memberId}::uuid union select member.id from member join below on member.manager_id = below.id where member.workspace_id = ${ctx.workspace.id}) select id from below`.execute(
    ('tx' in ctx ? ctx.tx : ctx.db) as never,
  )
  return { revenue: rows.map(row => row.id) }
}

import { Problem } from '#kernel/problem.ts'

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
