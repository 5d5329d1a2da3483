import { sql } from 'kysely'
import { tsquery } from '#core/text/grams.ts'
import { SEARCH_VERSION, searchKey } from '#core/text/normalise.ts'
import { tier } from '#core/text/rank.ts'
import type { Db, Reading } from '#kernel/slice.ts'

export type Place = { at: Date; id: string }
type Searched = 'feedback' | 'customerCase'

const MATCHES = 200
const ROUNDS = 10
/** A page is not empty while there may be something: then we look further. */
const MOST_ROUNDS = 50

/**
 * Rows that match, newest first, from a place on: matches are taken some hundreds at a time, and `keep` says which of them the filters leave.
 * Bounded: a page may be short and still have a next one.
 * @returns at most `limit` rows, and where to go on
 */
export async function searchPage<Row extends { id: string }>(
  { db, workspace }: Pick<Reading, 'db' | 'workspace'>,
  { table, q, after, limit }: { table: Searched; q: string; after: Place | null; limit: number },
  keep: (ids: string[]) => Promise<Row[]>,
): Promise<{ rows: Row[]; next: Place | null }> {
  const query = tsquery(q, workspace.number)
  const rows: Row[] = []
  let from = after
  if (query === null) return { rows, next: null }
  for (let round = 0; round < (rows.length > 0 ? ROUNDS : MOST_ROUNDS); round++) {
    // A page's worth first, which is all where no filter takes any away; finding more costs more.
    const most = round === 0 ? limit + 1 : MATCHES
    const matches = await matchesOf(db, { table, workspaceId: workspace.id, query, part: searchKey(q), from, most })
    const kept = new Map((await keep(matches.map(one => one.id))).map(row => [row.id, row]))
    for (const [at, match] of matches.entries()) {
      const row = kept.get(match.id)
      if (row) rows.push(row)
      if (rows.length === limit) return { rows, next: at === matches.length - 1 && matches.length < most ? null : match }
    }
    if (matches.length < most) return { rows, next: null }
    from = matches.at(-1)!
  }
  return { rows, next: from }
}

type Asked = { table: Searched; workspaceId: string; query: string; part: string; from: Place | null; most: number }

async function matchesOf(db: Db, { table, workspaceId, query, part, from, most }: Asked): Promise<Place[]> {
  const name = sql.id(table === 'feedback' ? 'search_feedback' : 'search_customer_case')
  const { rows } = await sql<Place>`
    select id, at from ${name}(${workspaceId}, ${query}, ${part}, ${from?.at ?? null}::timestamptz, ${from?.id ?? null}::uuid, ${most})`.execute(
    db as never,
  )
  return rows
}

/** Within a page: whole words first, then beginnings of words, then the rest; each newest first. */
export const ranked = <Row>(rows: readonly Row[], textOf: (row: Row) => string, q: string): Row[] =>
  rows
    .map((row, at) => ({ row, at, tier: tier(textOf(row), q) ?? 3 }))
    .sort((a, b) => a.tier - b.tier || a.at - b.at)
    .map(one => one.row)

/** Whether the keys of rows are still being made anew: a search may miss some. */
export async function isIndexing({ db }: Pick<Reading, 'db'>): Promise<boolean> {
  const found = await db.selectFrom('workspace').select('searchVersion').executeTakeFirst()
  return found !== undefined && found.searchVersion < SEARCH_VERSION
}
