import { peopleBelow, visibleTo } from '#directory/index.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'

/** Whose cases somebody may see. */
export type Sight = { all: true } | { all: false; memberIds: string[] }

/**
 * Reps see their own and their team's cases, managers those of all below them, heads and champions all. Who may see none (an admin) sees those
 * that fell to them because nobody else is there: a case without anybody who can open it would be a customer without an answer.
 */
export async function sightOf(ctx: Reading | Writing): Promise<Sight> {
  const { owners } = (await visibleTo(ctx)).cases
  if (owners === 'all') return { all: true }
  return { all: false, memberIds: owners.length > 0 ? owners : own(ctx) }
}

/** My team: for a rep those with the same manager, for anybody with people below them, all of these. */
export async function team(ctx: Reading | Writing, sight: Sight): Promise<string[]> {
  if (!sight.all) return sight.memberIds
  return ctx.who.memberId ? [ctx.who.memberId, ...(await peopleBelow(ctx, ctx.who.memberId))] : []
}

const own = ({ who }: Reading | Writing) => (who.memberId ? [who.memberId] : [])

export const sees = (sight: Sight, ownerId: string) => sight.all || sight.memberIds.includes(ownerId)

/** @throws Problem 403 `case.not-yours`: it exists, but belongs to another team */
export function mustSee(sight: Sight, ownerId: string): void {
  if (!sees(sight, ownerId)) throw new Problem('case.not-yours', 403)
}

/** Whose cases the caller may open, asked once for a whole list. */
export async function mayOpen(ctx: Reading): Promise<(ownerId: string) => boolean> {
  const sight = await sightOf(ctx)
  return ownerId => sees(sight, ownerId)
}

/** @throws Problem 404, or 403 `case.not-yours` */
export async function mustSeeCase(ctx: Reading, id: string): Promise<void> {
  const row = await ctx.db.selectFrom('customerCase').select('ownerId').where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('case')
  mustSee(await sightOf(ctx), row.ownerId)
}
