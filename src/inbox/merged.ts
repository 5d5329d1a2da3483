import { sql } from 'kysely'
import { movedBy, recordMoved } from '#customers/index.ts'
import type { Writing } from '#kernel/slice.ts'

type Merged = { mergeId: string; loserId: string; winnerId: string }
type Column = 'customer_id' | 'account_id' | 'topic_id'
const tables = ['feedback', 'customer_case', 'cause'] as const

/** What belonged to one of two that are one now belongs to the other; which rows moved is kept with the merge. */
export async function follow(ctx: Writing, column: Column, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  for (const table of having(column)) {
    const { rows } = await sql<{ id: string }>`update ${sql.table(table)} set ${sql.ref(column)} = ${winnerId}
      where workspace_id = sabai_workspace() and ${sql.ref(column)} = ${loserId} returning id`.execute(ctx.tx)
    await recordMoved(
      ctx,
      mergeId,
      table,
      rows.map(row => row.id),
    )
  }
}

/** Back to whom it came from, as far as nobody has moved it since. */
export async function followBack(ctx: Writing, column: Column, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  for (const table of having(column)) {
    const ids = await movedBy(ctx, mergeId, table)
    if (ids.length === 0) continue
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${loserId}
      where workspace_id = sabai_workspace() and id = any(${ids}::uuid[]) and ${sql.ref(column)} = ${winnerId}`.execute(ctx.tx)
  }
}

const having = (column: Column) => tables.filter(table => table !== 'cause' || column === 'topic_id')
