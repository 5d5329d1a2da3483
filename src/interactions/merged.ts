import { type RawBuilder, sql } from 'kysely'
import * as customers from '#customers/api.ts'
import { movedBy, recordMoved } from '#customers/index.ts'
import { after, type Listener, type Writing } from '#kernel/slice.ts'
import { linkReadingsOf } from './after-reading.ts'

type Merged = { mergeId: string; loserId: string; winnerId: string }
type Column = 'customer_id' | 'account_id' | 'topic_id'

/** What carries people, accounts and topics, and what each row is itself by: a case of another helpdesk has no id of ours. */
const tables: Readonly<Record<string, { id: RawBuilder<string>; columns: readonly Column[] }>> = {
  interaction: { id: sql`id`, columns: ['customer_id', 'account_id', 'topic_id'] },
  case_fact: { id: sql`md5(source || chr(31) || case_key)::uuid`, columns: ['customer_id', 'account_id', 'topic_id'] },
  article_view: { id: sql`id`, columns: ['customer_id', 'topic_id'] },
}
const having = (column: Column) => Object.entries(tables).filter(([, { columns }]) => columns.includes(column))

/** The contacts, cases and readings of one of two that are one are the other's: who came again can be told. Which rows moved is kept with the merge. */
async function follow(ctx: Writing, column: Column, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  for (const [table, { id }] of having(column)) {
    const { rows } = await sql<{ id: string }>`update ${sql.table(table)} set ${sql.ref(column)} = ${winnerId}
      where workspace_id = ${ctx.workspace.id} and ${sql.ref(column)} = ${loserId} returning ${id} as id`.execute(ctx.tx)
    await recordMoved(
      ctx,
      mergeId,
      table,
      rows.map(row => row.id),
    )
  }
  if (column === 'customer_id') await linkReadingsOf(ctx, [winnerId])
}

/** Back to whom they came from, as far as nobody has moved them since. */
async function followBack(ctx: Writing, column: Column, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  for (const [table, { id }] of having(column)) {
    const ids = await movedBy(ctx, mergeId, table)
    if (ids.length === 0) continue
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${loserId}
      where workspace_id = ${ctx.workspace.id} and ${sql.ref(column)} = ${winnerId} and ${id} = any(${ids}::uuid[])`.execute(ctx.tx)
  }
  if (column === 'customer_id') await linkReadingsOf(ctx, [loserId, winnerId])
}

export const mergeListeners: readonly Listener[] = [
  after(customers.customerMerged, 'interactions.follow-customer', (ctx, facts) => follow(ctx, 'customer_id', facts)),
  after(customers.customerUnmerged, 'interactions.follow-customer-back', (ctx, facts) => followBack(ctx, 'customer_id', facts)),
  after(customers.accountMerged, 'interactions.follow-account', (ctx, facts) => follow(ctx, 'account_id', facts)),
  after(customers.accountUnmerged, 'interactions.follow-account-back', (ctx, facts) => followBack(ctx, 'account_id', facts)),
  after(customers.topicMerged, 'interactions.follow-topic', (ctx, facts) => follow(ctx, 'topic_id', facts)),
  after(customers.topicUnmerged, 'interactions.follow-topic-back', (ctx, facts) => followBack(ctx, 'topic_id', facts)),
]
