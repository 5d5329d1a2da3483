import { newId } from '#kernel/id.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { from } from './current.ts'
import { searchKey, store } from './spelling.ts'
import { DEEPEST, topicAdded } from './topic-api.ts'

type Leaf = { id: string; parentId: string | null; nameKey: string; names: unknown; mergedInto: string | null; archivedAt: Date | null }

/** Where a file writes the way to a topic: `Payment > Refund`. A slash stays part of a name (`POS/terminal`). */
export const topicPath = (words: string): string[] =>
  words
    .split(/\s*[>›»→]\s*/)
    .map(part => store(part).trim())
    .filter(part => part !== '')

/** The topic of this name in any language (or way of names), wherever in the tree; null when there is none. */
export async function topicByName(ctx: Reading | Writing, words: string): Promise<string | null> {
  return (await topicsByName(ctx))(words)
}

/** All names looked up in one go, for imports: `const topicOf = await topicsByName(ctx)`, then `topicOf('Refund')`. */
export async function topicsByName(ctx: Reading | Writing): Promise<(words: string) => string | null> {
  const tree = await wholeTree(ctx)
  return words => tree.find(topicPath(words))
}

/** As `topicsByName`, but what is missing is added on the way. @returns the id, or null where it names nothing or lies deeper than eight */
export async function topicsFoundOrAdded(
  ctx: Writing,
  { source = 'sabai', importId = null }: { source?: string; importId?: string | null } = {},
) {
  const tree = await wholeTree(ctx)
  return async (words: string): Promise<string | null> => {
    const path = topicPath(words)
    if (path.length === 0 || path.length > DEEPEST) return null
    const known = tree.find(path)
    if (known) return known
    let parentId: string | null = null
    for (const [depth, name] of path.entries())
      parentId = tree.find(path.slice(0, depth + 1)) ?? (await add(ctx, tree, { name, parentId, source, importId }))
    return parentId
  }
}

type Tree = { find: (path: readonly string[]) => string | null; put: (leaf: Leaf) => void; sisters: (parentId: string | null) => number }

async function wholeTree(ctx: Reading | Writing): Promise<Tree> {
  const all = await from(ctx)
    .selectFrom('topic')
    .select(['id', 'parentId', 'nameKey', 'names', 'mergedInto', 'archivedAt'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const byId = new Map<string, Leaf>()
  const byName = new Map<string, string[]>()
  const put = (leaf: Leaf) => {
    byId.set(leaf.id, leaf)
    for (const key of new Set([leaf.nameKey, ...Object.values(leaf.names as Record<string, string>).map(searchKey)]))
      byName.set(key, [...(byName.get(key) ?? []), leaf.id])
  }
  for (const leaf of all) if (!leaf.archivedAt || leaf.mergedInto) put(leaf)
  const under = (id: string, way: readonly string[]): boolean => {
    if (way.length === 0) return true
    const parent = byId.get(byId.get(id)?.parentId ?? '')
    return parent !== undefined && (byName.get(searchKey(way.at(-1)!)) ?? []).includes(parent.id) && under(parent.id, way.slice(0, -1))
  }
  const current = (id: string): string => {
    const next = byId.get(id)?.mergedInto
    return next ? current(next) : id
  }
  const find = (path: readonly string[]) => {
    const found = (byName.get(searchKey(path.at(-1) ?? '')) ?? []).find(id => under(id, path.slice(0, -1)))
    return found ? current(found) : null
  }
  return { find, put, sisters: parentId => [...byId.values()].filter(leaf => leaf.parentId === parentId).length }
}

async function add(
  ctx: Writing,
  tree: Tree,
  { name, parentId, source, importId }: { name: string; parentId: string | null; source: string; importId: string | null },
) {
  const leaf = { id: newId(), parentId, nameKey: searchKey(name), names: {}, mergedInto: null, archivedAt: null }
  await ctx.tx
    .insertInto('topic')
    .values({ id: leaf.id, parentId, name, nameKey: leaf.nameKey, source, importId, sort: tree.sisters(parentId), createdAt: ctx.now })
    .execute()
  await ctx.announce(topicAdded, { topicId: leaf.id }, { subjectId: leaf.id, detail: { name } })
  tree.put(leaf)
  return leaf.id
}
