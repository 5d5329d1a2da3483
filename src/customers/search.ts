import { sql } from 'kysely'
import { likePattern, tsquery } from '#core/text/grams.ts'
import type { Reading } from '#kernel/slice.ts'

/** More than this are too many to look through: whoever gets so many types one letter more. */
const MOST = 2_000

/** Ids whose name, address or id contains these words anywhere, in any script; null when nothing was asked. */
export async function found(
  { db, workspace }: Reading,
  table: 'account' | 'customer',
  words: string | undefined,
): Promise<string[] | null> {
  const query = words === undefined ? null : tsquery(words, workspace.number)
  if (query === null) return null
  const search = sql.id(`search_${table}`)
  const { rows } = await sql<{
    id: string
  }>`select id from ${search}(${workspace.id}::uuid, ${query}, ${likePattern(words!)}, ${MOST})`.execute(db as never)
  return rows.map(row => row.id)
}
