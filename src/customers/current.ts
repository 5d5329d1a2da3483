import { sql } from 'kysely'
import { notFound } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'

export type Kind = 'account' | 'customer' | 'topic'

/** Thousands of ids are one parameter. */
export const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

/** Reads look the same in a read and in a write. */
export const from = (ctx: Reading | Writing): Db => ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)

/** Where those who were merged are now, through merges of merges; ids that were never merged are not in the answer. */
export async function currentOf(db: Db | Tx, kind: Kind, ids: readonly string[]): Promise<Map<string, string>> {
  const now = new Map<string, string>()
  let asked = [...new Set(ids)]
  while (asked.length > 0) {
    const merged = await (db as Db)
      .selectFrom(kind)
      .select(['id', 'mergedInto'])
      .where('id', '=', anyOf(asked))
      .where('mergedInto', 'is not', null)
      .execute()
    for (const { id, mergedInto } of merged) now.set(id, mergedInto!)
    asked = merged.map(row => row.mergedInto!)
  }
  for (const id of now.keys()) now.set(id, last(now, id))
  return now
}

const last = (next: ReadonlyMap<string, string>, id: string): string => {
  const further = next.get(id)
  return further ? last(next, further) : id
}

/** The one itself and all that were merged into it, through merges of merges: whose events its timeline shows. */
export async function allOf(db: Db | Tx, kind: Kind, id: string): Promise<string[]> {
  const all = [id]
  for (let asked = [id]; asked.length > 0; ) {
    const into = await (db as Db).selectFrom(kind).select('id').where('mergedInto', '=', anyOf(asked)).execute()
    asked = into.map(row => row.id)
    all.push(...asked)
  }
  return all
}

/** @throws Problem 404 in the words of its kind, also for another workspace's */
export async function mustExist(db: Db | Tx, kind: Kind | 'member', id: string): Promise<void> {
  await (db as Db)
    .selectFrom(kind)
    .select('id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound(kind))
}
