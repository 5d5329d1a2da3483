import { mustSeeCase } from '#inbox/index.ts'
import { tellPages } from '#kernel/live.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { memberOf } from './drafts.ts'

/** Twice as long as pages wait before they say so again, and a little. */
const HERE_MS = 50_000
const LISTS = ['/cases/:id/here']

/** Others hear of it only when something is new: coming, going, beginning or ceasing to write. */
export async function beHere(ctx: Writing, { id, writing, leaving }: { id: string; writing: boolean; leaving: boolean }) {
  const { tx, now } = ctx
  const memberId = memberOf(ctx.who)
  await mustSeeCase({ ...ctx, db: tx as never }, id)
  const mine = tx.selectFrom('casePresence').select(['writing', 'seenAt']).where('caseId', '=', id).where('memberId', '=', memberId)
  const before = await mine.executeTakeFirst()
  const wasHere = before !== undefined && now.getTime() - before.seenAt.getTime() < HERE_MS
  if (leaving) await tx.deleteFrom('casePresence').where('caseId', '=', id).where('memberId', '=', memberId).execute()
  else
    await tx
      .insertInto('casePresence')
      .values({ caseId: id, memberId, writing, seenAt: now })
      .onConflict(on => on.columns(['workspaceId', 'caseId', 'memberId']).doUpdateSet({ writing, seenAt: now }))
      .execute()
  if (wasHere === leaving || (!leaving && before?.writing !== writing)) await tellPages(ctx, LISTS, [id])
  return {}
}

/** Everybody but me. */
export async function whoIsHere(ctx: Reading, { id }: { id: string }) {
  await mustSeeCase(ctx, id)
  return ctx.db
    .selectFrom('casePresence')
    .innerJoin('member', 'member.id', 'casePresence.memberId')
    .select(['member.id', 'member.name', 'casePresence.writing'])
    .where('casePresence.caseId', '=', id)
    .where('casePresence.seenAt', '>', new Date(ctx.now.getTime() - HERE_MS))
    .$if(ctx.who.memberId !== null, query => query.where('casePresence.memberId', '<>', ctx.who.memberId!))
    .orderBy('casePresence.seenAt')
    .limit(20)
    .execute()
}
