import { sql } from 'kysely'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { from } from './current.ts'

/** Keeps which rows a merge moved, so that they can be moved back. A listener may come twice: the same rows are kept once. */
export async function recordMoved({ tx }: { tx: Tx }, mergeId: string, what: string, rowIds: readonly string[]): Promise<void> {
  if (rowIds.length === 0) return
  await sql`insert into merge_moved (merge_id, what, row_id) select ${mergeId}::uuid, ${what}, unnest(${rowIds}::uuid[]) on conflict do nothing`.execute(
    tx,
  )
}

/** The rows of one table that this merge moved. */
export async function movedBy(ctx: Reading | Writing, mergeId: string, what: string): Promise<string[]> {
  const rows = await (from(ctx) as Db)
    .selectFrom('mergeMoved')
    .select('rowId')
    .where('mergeId', '=', mergeId)
    .where('what', '=', what)
    .execute()
  return rows.map(row => row.rowId)
}
