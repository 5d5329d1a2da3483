import { sql } from 'kysely'
import type { z } from 'zod'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { type Allowance, allowanceChanged } from './api.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const columns = ['id', 'role', 'kind', 'name', 'mostOnce', 'mostMonthly', 'currency'] as const
type Row = { id: string; role: string; kind: string; name: string; mostOnce: unknown; mostMonthly: unknown; currency: string | null }

export const allowanceShown = ({ mostOnce, mostMonthly, role, kind, ...row }: Row): Allowance => ({
  ...row,
  role: role as Allowance['role'],
  kind: kind as Allowance['kind'],
  mostOnce: Number(mostOnce),
  mostMonthly: Number(mostMonthly),
})

export async function listAllowances({ db }: Reading): Promise<Allowance[]> {
  const rows = await db
    .selectFrom('allowance')
    .select(columns)
    .where('archivedAt', 'is', null)
    .orderBy('role')
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(allowanceShown)
}

export async function saveAllowance(ctx: Writing, { id, currency, ...input }: In<typeof api.saveAllowance>): Promise<Allowance> {
  if (input.kind === 'amount' && !currency) throw wrong('currency', 'required')
  if (input.mostOnce > input.mostMonthly) throw wrong('mostOnce', 'too-big', { n: input.mostMonthly })
  const row = { ...input, currency: input.kind === 'amount' ? currency! : null, changedAt: ctx.now, archivedAt: null }
  await ctx.tx
    .insertInto('allowance')
    .values({ id, ...row })
    .onConflict(on => on.columns(['workspaceId', 'id']).doUpdateSet(row))
    .execute()
  await ctx.announce(allowanceChanged, { allowanceId: id, fields: Object.keys(input) }, { subjectId: id, detail: input })
  return { id, ...input, currency: row.currency }
}

export async function archiveAllowance(ctx: Writing, { id, archived }: In<typeof api.archiveAllowance>) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('allowance')
    .set({ archivedAt: archived ? ctx.now : null, changedAt: ctx.now })
    .where('id', '=', id)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw notFound('allowance')
  await ctx.announce(allowanceChanged, { allowanceId: id, fields: ['archivedAt'] }, { subjectId: id })
  return {}
}

/** The first moment of the month, as the workspace's calendar has it. */
export function monthBegan(now: Date, zone: string): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return new Date(here.with({ day: 1 }).startOfDay().epochMilliseconds)
}

type Asking = { memberId: string; now: Date; zone: string }

/** What somebody has given this month on their own; what a manager approved is the manager's. */
export async function usedOf(db: Db | Tx, allowanceIds: readonly string[], { memberId, now, zone }: Asking): Promise<Map<string, number>> {
  if (allowanceIds.length === 0) return new Map()
  const rows = await (db as Tx)
    .selectFrom('goodwill')
    .select(['allowanceId', sql<string>`sum(amount)`.as('used')])
    .where('memberId', '=', memberId)
    .where('allowanceId', 'in', allowanceIds)
    .where('at', '>=', monthBegan(now, zone))
    .where('state', '=', 'given')
    .where('decidedBy', 'is', null)
    .groupBy('allowanceId')
    .execute()
  return new Map(rows.map(row => [row.allowanceId, Number(row.used)]))
}
