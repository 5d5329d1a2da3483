import { sql } from 'kysely'
import type { z } from 'zod'
import { managerOf, notify } from '#directory/index.ts'
import { mustSeeCase, takeCase } from '#inbox/index.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Who, Writing } from '#kernel/slice.ts'
import { allowanceShown, usedOf } from './allowances.ts'
import type * as api from './api.ts'
import { type Goodwill, goodwillChanged } from './api.ts'
import { memberOf } from './drafts.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const rows = (db: Db | Tx) =>
  (db as Tx)
    .selectFrom('goodwill')
    .innerJoin('allowance', 'allowance.id', 'goodwill.allowanceId')
    .innerJoin('member', 'member.id', 'goodwill.memberId')
    .leftJoin('member as asked', 'asked.id', 'goodwill.askedOf')
    .leftJoin('member as decider', 'decider.id', 'goodwill.decidedBy')
    .select([
      'goodwill.id',
      'allowance.name',
      'allowance.kind',
      'goodwill.amount',
      'allowance.currency',
      'goodwill.why',
      'goodwill.memberId',
    ])
    .select(['member.name as memberName', 'goodwill.at', 'goodwill.state', 'goodwill.askedOf', 'asked.name as askedName'])
    .select(['goodwill.decidedBy', 'decider.name as deciderName', 'goodwill.decision', 'goodwill.outcome'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
const ref = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

const shown = (who: Who, row: Row): Goodwill => ({
  id: row.id,
  name: row.name,
  kind: row.kind as Goodwill['kind'],
  amount: Number(row.amount),
  currency: row.currency,
  why: row.why,
  by: { id: row.memberId, name: row.memberName },
  mine: row.memberId === who.memberId,
  at: row.at,
  state: row.state as Goodwill['state'],
  askedOf: ref(row.askedOf, row.askedName),
  decidedBy: ref(row.decidedBy, row.deciderName),
  decision: row.decision,
  outcome: row.outcome as Goodwill['outcome'],
  mayDecide: row.state === 'asked' && mayDecide(who, row),
})

/** Who was asked, or a head; never for oneself. */
const mayDecide = (who: Who, { askedOf, memberId }: { askedOf: string | null; memberId: string }) =>
  who.memberId !== null && who.memberId !== memberId && (askedOf === who.memberId || who.role === 'head')

export async function caseGoodwill(ctx: Reading, { id }: { id: string }) {
  const { db, who, now, workspace } = ctx
  await mustSeeCase(ctx, id)
  const given = (await rows(db).where('goodwill.caseId', '=', id).orderBy('goodwill.at').limit(200).execute()).map(row => shown(who, row))
  const mayGive = who.memberId !== null && who.may('conversation.goodwill')
  if (!mayGive) return { given, mine: [], mayGive }
  const mine = await db
    .selectFrom('allowance')
    .select(['id', 'role', 'kind', 'name', 'mostOnce', 'mostMonthly', 'currency'])
    .where('role', '=', who.role ?? '')
    .where('archivedAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(50)
    .execute()
  const used = await usedOf(
    db,
    mine.map(one => one.id),
    { memberId: who.memberId!, now, zone: workspace.zone },
  )
  return {
    given,
    mine: mine.map(allowanceShown).map(one => ({ ...one, left: Math.max(0, one.mostMonthly - (used.get(one.id) ?? 0)) })),
    mayGive,
  }
}

/** Within one's allowance it is given at once. Beyond, the manager is asked, and the customer not told anything yet. */
export async function giveGoodwill(ctx: Writing, { id, allowanceId, amount, why }: In<typeof api.giveGoodwill>) {
  const { tx, now, who, workspace } = ctx
  const memberId = memberOf(who)
  const one = await takeCase(ctx, id)
  // Two at once would both still be within what is left.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`goodwill ${workspace.id} ${memberId}`}, 0))`.execute(tx)
  const allowance = await tx
    .selectFrom('allowance')
    .selectAll()
    .where('id', '=', allowanceId)
    .where('role', '=', who.role ?? '')
    .where('archivedAt', 'is', null)
    .executeTakeFirst()
  if (!allowance) throw notFound('allowance')
  const used = (await usedOf(tx, [allowanceId], { memberId, now, zone: workspace.zone })).get(allowanceId) ?? 0
  const within = amount <= Number(allowance.mostOnce) && used + amount <= Number(allowance.mostMonthly)
  const askedOf = within ? null : await whomToAsk(ctx, memberId)
  const goodwillId = newId()
  const state = within ? ('given' as const) : ('asked' as const)
  const row = { id: goodwillId, caseId: id, customerId: one.customerId, allowanceId, memberId, amount, why, at: now, state, askedOf }
  await tx.insertInto('goodwill').values(row).execute()
  if (askedOf) await notify(ctx, askedOf, { type: 'goodwill.asked', facts: { number: one.number }, subjectId: id })
  return told(ctx, row)
}

/** One's manager, else a head: somebody has to be able to say yes. */
async function whomToAsk(ctx: Writing, memberId: string): Promise<string> {
  const manager = await managerOf(ctx, memberId)
  if (manager) return manager
  const head = await ctx.tx
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'head')
    .where('endedAt', 'is', null)
    .where('id', '<>', memberId)
    .orderBy('id')
    .executeTakeFirst()
  if (!head) throw new Problem('goodwill.nobody-to-ask')
  return head.id
}

type Changed = { id: string; caseId: string; customerId: string | null; allowanceId: string; state: Goodwill['state'] }

async function told(ctx: Writing, { id, caseId, customerId, allowanceId, state }: Changed): Promise<Goodwill> {
  await ctx.announce(goodwillChanged, { goodwillId: id, caseId, state, allowanceId }, { subjectId: caseId, customerId })
  return shown(ctx.who, await rows(ctx.tx).where('goodwill.id', '=', id).executeTakeFirstOrThrow())
}

const lock = (tx: Tx, id: string) =>
  tx
    .selectFrom('goodwill')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('goodwill'))

export async function decideGoodwill(ctx: Writing, { id, approve, decision }: In<typeof api.decideGoodwill>) {
  const one = await lock(ctx.tx, id)
  if (!mayDecide(ctx.who, one)) throw new Problem('goodwill.not-asked', 403)
  if (one.state !== 'asked') throw new Problem('goodwill.decided')
  const state = approve ? ('given' as const) : ('declined' as const)
  await ctx.tx
    .updateTable('goodwill')
    .set({ state, decidedBy: ctx.who.memberId, decidedAt: ctx.now, decision: decision || null })
    .where('id', '=', id)
    .execute()
  const { number } = await ctx.tx.selectFrom('customerCase').select('number').where('id', '=', one.caseId).executeTakeFirstOrThrow()
  await notify(ctx, one.memberId, { type: approve ? 'goodwill.approved' : 'goodwill.declined', facts: { number }, subjectId: one.caseId })
  return told(ctx, { ...one, state })
}

export async function takeBackGoodwill(ctx: Writing, { id }: { id: string }) {
  const one = await lock(ctx.tx, id)
  if (one.memberId !== memberOf(ctx.who)) throw notFound('goodwill')
  if (one.decidedBy || !['given', 'asked'].includes(one.state)) throw new Problem('goodwill.decided')
  await ctx.tx.updateTable('goodwill').set({ state: 'taken-back' }).where('id', '=', id).execute()
  return told(ctx, { ...one, state: 'taken-back' })
}

/** Whether the matter stayed resolved is what came of it. */
export const noteOutcome =
  (outcome: 'kept' | 'came-back' | null) =>
  async (ctx: Writing, { caseId }: { caseId: string }) =>
    ctx.tx.updateTable('goodwill').set({ outcome }).where('caseId', '=', caseId).where('state', '=', 'given').execute()
