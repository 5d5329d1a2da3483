import { sql } from 'kysely'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { DEEPEST } from './topic-api.ts'

export type Leaf = { id: string; parentId: string | null; name: string; nameKey: string; live: boolean }
export type Tree = ReadonlyMap<string, Leaf>

/** The whole tree, with nobody else changing it until this transaction ends: two moves at once could make a circle. */
export async function lockedTree({ tx, workspace }: { tx: Tx; workspace: { id: string } }): Promise<Tree> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${workspace.id} topics`}, 0))`.execute(tx)
  const rows = await tx
    .selectFrom('topic')
    .select(['id', 'parentId', 'name', 'nameKey', 'archivedAt', 'mergedInto'])
    .orderBy('sort')
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ archivedAt, mergedInto, ...row }) => [row.id, { ...row, live: archivedAt === null && mergedInto === null }]))
}

export const childrenOf = (tree: Tree, id: string | null) => [...tree.values()].filter(leaf => leaf.parentId === id)
export const depthOf = (tree: Tree, id: string | null): number => (id === null ? 0 : 1 + depthOf(tree, tree.get(id)?.parentId ?? null))
export const below = (tree: Tree, id: string): string[] => childrenOf(tree, id).flatMap(child => [child.id, ...below(tree, child.id)])
const heightOf = (tree: Tree, id: string): number => 1 + Math.max(0, ...childrenOf(tree, id).map(child => heightOf(tree, child.id)))

/** @throws Problem when the topic is not there, a parent of its own, too deep, or beside a sister of the same name */
export function refuseMisplaced(tree: Tree, parentId: string | null, { id, nameKey }: { id: string | null; nameKey: string }) {
  if (parentId !== null && !tree.get(parentId)?.live) throw notFound('topic')
  if (id !== null && parentId !== null && (id === parentId || below(tree, id).includes(parentId))) throw new Problem('topic.inside-itself')
  if (depthOf(tree, parentId) + (id === null ? 1 : heightOf(tree, id)) > DEEPEST) throw new Problem('topic.too-deep', 409, { n: DEEPEST })
  const twin = childrenOf(tree, parentId).find(sister => sister.live && sister.id !== id && sister.nameKey === nameKey)
  if (twin) throw wrong('name', 'already-exists')
}

/** Before a merge: what is under the loser must fit under the winner. */
export async function childrenMayMove(ctx: Writing, { id: winnerId, loserId }: { id: string; loserId: string }): Promise<void> {
  const tree = await lockedTree(ctx)
  if (!tree.has(winnerId) || !tree.has(loserId)) throw notFound('topic')
  if (below(tree, loserId).includes(winnerId)) throw new Problem('topic.inside-itself')
  for (const child of childrenOf(tree, loserId).filter(one => one.live)) {
    if (depthOf(tree, winnerId) + heightOf(tree, child.id) > DEEPEST) throw new Problem('topic.too-deep', 409, { n: DEEPEST })
    if (
      child.id !== winnerId &&
      childrenOf(tree, winnerId).some(sister => sister.live && sister.id !== loserId && sister.nameKey === child.nameKey)
    )
      throw new Problem('topic.twins', 409, { name: child.name })
  }
}
