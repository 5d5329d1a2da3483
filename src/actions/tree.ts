import { sql } from 'kysely'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { causePlaced } from './api.ts'

/** Reads look the same in a read and in a write. */
export const from = (ctx: Reading | Writing): Db => ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)

/** These causes and everything below them. */
export async function causesWithBelow(ctx: Reading | Writing, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below (id) as (
      select unnest(${ids}::uuid[])
      union
      select place.cause_id from cause_place place join below on place.parent_id = below.id where place.workspace_id = sabai_workspace())
    select id from below`.execute(from(ctx) as never)
  return rows.map(row => row.id)
}

export type Tree = { parentOf: Map<string, string>; names: Map<string, { name: string; topicId: string | null }> }

/** All causes and their places: a workspace has hundreds, not millions. */
export async function treeOf(ctx: Reading | Writing): Promise<Tree> {
  const causes = await from(ctx).selectFrom('cause').select(['id', 'name', 'topicId']).where('mergedInto', 'is', null).limit(5000).execute()
  const places = await from(ctx).selectFrom('causePlace').select(['causeId', 'parentId']).limit(5000).execute()
  return {
    names: new Map(causes.map(({ id, name, topicId }) => [id, { name, topicId }])),
    parentOf: new Map(places.map(({ causeId, parentId }) => [causeId, parentId])),
  }
}

/** From the top down to the cause itself. */
export function pathOf({ parentOf }: Tree, id: string): string[] {
  const path = [id]
  for (let above = parentOf.get(id); above && !path.includes(above); above = parentOf.get(above)) path.unshift(above)
  return path
}

/** @throws Problem 404 `cause.not-found`, 409 `cause.circle` */
export async function placeCause(ctx: Writing, { id, parentId }: { id: string; parentId: string | null }) {
  await mustBe(ctx.tx, id)
  if (parentId) {
    await mustBe(ctx.tx, parentId)
    // One change of the tree at a time: two good moves at once could make a circle.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`causes ${ctx.workspace.id}`}, 0))`.execute(ctx.tx)
    if ((await causesWithBelow(ctx, [id])).includes(parentId)) throw new Problem('cause.circle')
  }
  await ctx.tx.deleteFrom('causePlace').where('causeId', '=', id).execute()
  if (parentId) await ctx.tx.insertInto('causePlace').values({ causeId: id, parentId }).execute()
  await ctx.announce(causePlaced, { causeId: id, parentId }, { subjectId: id })
  return null
}

async function mustBe(tx: Tx, id: string) {
  const found = await tx.selectFrom('cause').select('id').where('id', '=', id).where('mergedInto', 'is', null).executeTakeFirst()
  if (!found) throw notFound('cause')
}

/** When a cause was joined into another, what stood under it and what is done about it go along. Any number of times. */
export async function followMerged({ tx }: Writing, { causeId }: { causeId: string }): Promise<void> {
  const cause = await tx.selectFrom('cause').select('mergedInto').where('id', '=', causeId).executeTakeFirst()
  const into = cause?.mergedInto
  if (!into) return
  const above = await tx.selectFrom('causePlace').select('parentId').where('causeId', '=', into).executeTakeFirst()
  // The winner may have stood below the loser: it takes the loser's place.
  if (above?.parentId === causeId) await tx.deleteFrom('causePlace').where('causeId', '=', into).execute()
  await tx.updateTable('causePlace').set({ parentId: into }).where('parentId', '=', causeId).where('causeId', '<>', into).execute()
  await tx.deleteFrom('causePlace').where('causeId', '=', causeId).execute()
  await sql`insert into action_cause (workspace_id, action_id, cause_id)
    select workspace_id, action_id, ${into} from action_cause where workspace_id = sabai_workspace() and cause_id = ${causeId} on conflict do nothing`.execute(
    tx,
  )
  await tx.deleteFrom('actionCause').where('causeId', '=', causeId).execute()
}
