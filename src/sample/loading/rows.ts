import { sql } from 'kysely'
import { gramLines } from '#core/text/grams.ts'
import type { Tx, Workspace } from '#kernel/slice.ts'

/** What is filled, each after those that it refers to. */
const order = [
  'member',
  'member_place',
  'topic',
  'cause',
  'account',
  'customer',
  'contact_way',
  'preference',
  'customer_case',
  'case_entry',
  'feedback',
  'interaction',
  'time_log',
  'article_view',
  'event',
  'event_detail',
  'clock',
] as const
/** In which they can be emptied: nothing is left that refers to what goes. */
export const backwards = [...order].reverse()
export type Table = (typeof order)[number]
export type Row = Record<string, unknown>
export type Rows = ReturnType<typeof rowsOf>
/** Where a story is told to: in the one transaction that there is, or each time in a new one. */
export type Place = { workspace: Workspace; write: <T>(run: (tx: Tx) => Promise<T>) => Promise<T> }

/** Found by words, so they have a search key, and grams made of it. */
const searched: readonly string[] = ['account', 'customer', 'customer_case', 'feedback']
const BATCH = 2_000

/**
 * Collects rows and stores them some thousand at a time, one statement a table. COPY would be quicker, but it knows no row-level
 * security. Every row of a table names the same columns, written as in SQL.
 */
export function rowsOf({ write, workspace }: Place) {
  const waiting = new Map<Table, Row[]>(order.map(table => [table, []]))
  const counts = Object.fromEntries(order.map(table => [table, 0])) as Record<Table, number>
  let most = 0

  const insert = async (tx: Tx, table: Table, rows: Row[]) => {
    const names = Object.keys(rows[0]!)
    const columns = sql.join(['workspace_id', ...names].map(name => sql.ref(name)))
    const values = sql.join([sql`${workspace.id}::uuid`, ...names.map(name => sql.ref(`r.${name}`))])
    const found = searched.includes(table)
    const grams = found ? rows.map(row => gramLines(String(row.search_key), workspace.number)) : []
    await sql`insert into ${sql.table(table)} (${columns}${found ? sql`, grams` : sql``})
      select ${values}${found ? sql`, array_to_tsvector(string_to_array(r.unnest, E'\\n'))` : sql``}
      from rows from (json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json), unnest(${grams}::text[])) r`.execute(
      tx,
    )
  }

  const flush = () =>
    write(async tx => {
      for (const table of order) {
        const rows = waiting.get(table)!
        for (let from = 0; from < rows.length; from += BATCH) await insert(tx, table, rows.slice(from, from + BATCH))
        rows.length = 0
      }
      most = 0
    })
  return {
    counts,
    add: (table: Table, row: Row) => {
      most = Math.max(most, waiting.get(table)!.push(row))
      counts[table]++
    },
    flush,
    /** For between two records: nothing is stored until it is worth a statement. */
    flushIfMany: async () => (most >= BATCH ? flush() : undefined),
  }
}

/** As a timestamp in JSON. */
export const stamp = (at: number | null) => (at === null ? null : new Date(at).toISOString())
