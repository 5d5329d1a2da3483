import type { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import { differences } from './accounts.ts'
import { searchKey, store } from './spelling.ts'
import {
  type addTopic,
  type changeTopic,
  type listTopics,
  type moveTopic,
  Topic,
  topicAdded,
  topicArchived,
  topicChanged,
  topicRestored,
} from './topic-api.ts'
import { below, childrenOf, lockedTree, refuseMisplaced } from './topic-tree.ts'

const columns = ['id', 'parentId', 'name', 'names', 'sort', 'archivedAt', 'mergedInto'] as const

/** The whole tree in one go: it is small, and whoever shows it needs all of it. */
export async function list({ db }: Reading, { archived = false }: z.output<typeof listTopics.input>) {
  const rows = await db
    .selectFrom('topic')
    .select(columns)
    .$if(!archived, query => query.where('archivedAt', 'is', null).where('mergedInto', 'is', null))
    .orderBy('sort')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return { items: rows as unknown as Topic[], next: null }
}

const get = async (tx: Tx, id: string) =>
  Topic.parse(
    await tx
      .selectFrom('topic')
      .select(columns)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(() => notFound('topic')),
  )

export async function add(ctx: Writing, { name, names = {}, parentId = null }: z.output<typeof addTopic.input>) {
  const tree = await lockedTree(ctx)
  const nameKey = searchKey(name)
  refuseMisplaced(tree, parentId, { id: null, nameKey })
  const id = newId()
  await ctx.tx
    .insertInto('topic')
    .values({
      id,
      parentId,
      name: store(name),
      nameKey,
      names: JSON.stringify(names),
      sort: childrenOf(tree, parentId).length,
      createdAt: ctx.now,
    })
    .execute()
  await ctx.announce(topicAdded, { topicId: id }, { subjectId: id, detail: { name } })
  return get(ctx.tx, id)
}

export async function change(ctx: Writing, { id, name, names }: z.output<typeof changeTopic.input>) {
  const tree = await lockedTree(ctx)
  const before = await get(ctx.tx, id)
  const wanted = { name: name === undefined ? undefined : store(name), names }
  if (name !== undefined) refuseMisplaced(tree, before.parentId, { id, nameKey: searchKey(name) })
  const { fields, now, before: old } = differences(before, wanted)
  if (fields.length === 0) return before
  await ctx.tx
    .updateTable('topic')
    .set({
      ...(now.name !== undefined && { name: now.name, nameKey: searchKey(now.name) }),
      ...(now.names !== undefined && { names: JSON.stringify(now.names) }),
    })
    .where('id', '=', id)
    .execute()
  await ctx.announce(topicChanged, { topicId: id, fields }, { subjectId: id, detail: { before: old, now } })
  return get(ctx.tx, id)
}

/** Puts it in its new place and numbers its sisters anew. */
export async function move(ctx: Writing, { id, parentId, afterId }: z.output<typeof moveTopic.input>) {
  const tree = await lockedTree(ctx)
  const leaf = tree.get(id)
  if (!leaf?.live) throw notFound('topic')
  refuseMisplaced(tree, parentId, leaf)
  const sisters = childrenOf(tree, parentId).flatMap(sister => (sister.id === id ? [] : [sister.id]))
  if (afterId !== null && !sisters.includes(afterId)) throw notFound('topic')
  sisters.splice(afterId === null ? 0 : sisters.indexOf(afterId) + 1, 0, id)
  await ctx.tx.updateTable('topic').set({ parentId }).where('id', '=', id).execute()
  for (const [sort, sister] of sisters.entries()) await ctx.tx.updateTable('topic').set({ sort }).where('id', '=', sister).execute()
  await ctx.announce(topicChanged, { topicId: id, fields: leaf.parentId === parentId ? ['sort'] : ['parentId', 'sort'] }, { subjectId: id })
  return get(ctx.tx, id)
}

/** A topic goes with all that is under it, and comes back with it: those of one archiving share its moment. */
export async function archive(ctx: Writing, { id }: { id: string }) {
  const tree = await lockedTree(ctx)
  const leaf = tree.get(id)
  if (!leaf) throw notFound('topic')
  if (!leaf.live) return { id }
  const all = [id, ...below(tree, id).filter(one => tree.get(one)!.live)]
  await ctx.tx.updateTable('topic').set({ archivedAt: ctx.now }).where('id', 'in', all).execute()
  await ctx.announce(topicArchived, { topicId: id }, { subjectId: id, detail: { name: leaf.name } })
  return { id }
}

export async function restore(ctx: Writing, { id }: { id: string }) {
  const tree = await lockedTree(ctx)
  const { archivedAt, parentId, name } = await get(ctx.tx, id)
  if (archivedAt === null) return { id }
  if (parentId !== null && !tree.get(parentId)?.live) throw new Problem('topic.parent-archived')
  refuseMisplaced(tree, parentId, { id, nameKey: searchKey(name) })
  await ctx.tx
    .updateTable('topic')
    .set({ archivedAt: null })
    .where('id', 'in', [id, ...below(tree, id)])
    .where('archivedAt', '=', archivedAt)
    .execute()
  await ctx.announce(topicRestored, { topicId: id }, { subjectId: id, detail: { name } })
  return { id }
}
