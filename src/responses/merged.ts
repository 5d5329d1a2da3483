import { sql } from 'kysely'
import * as customers from '#customers/api.ts'
import { movedBy, recordMoved } from '#customers/index.ts'
import { after, type Listener, type Writing } from '#kernel/slice.ts'

type Merged = { mergeId: string; loserId: string; winnerId: string }
type Column = 'customer_id' | 'account_id' | 'topic_id'
/** What one of two that are one has answered was answered by the other; which rows moved is kept with the merge. */
async function follow(ctx: Writing, column: Column, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  const { rows } = await sql<{ id: string }>`update response set ${sql.ref(column)} = ${winnerId}
    where workspace_id = sabai_workspace() and ${sql.ref(column)} = ${loserId} returning id`.execute(ctx.tx)
  await recordMoved(
    ctx,
    mergeId,
    'response',
    rows.map(row => row.id),
  )
}

/** Back to whom it came from, as far as nobody has moved it since. */
async function followBack(ctx: Writing, column: Column, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  const ids = await movedBy(ctx, mergeId, 'response')
  await sql`update response set ${sql.ref(column)} = ${loserId}
    where workspace_id = sabai_workspace() and id = any(${ids}::uuid[]) and ${sql.ref(column)} = ${winnerId}`.execute(ctx.tx)
}

export const mergeListeners: Listener[] = [
  after(customers.customerMerged, 'responses.follow-customer', (ctx, facts) => follow(ctx, 'customer_id', facts)),
  after(customers.customerUnmerged, 'responses.follow-customer-back', (ctx, facts) => followBack(ctx, 'customer_id', facts)),
  after(customers.accountMerged, 'responses.follow-account', (ctx, facts) => follow(ctx, 'account_id', facts)),
  after(customers.accountUnmerged, 'responses.follow-account-back', (ctx, facts) => followBack(ctx, 'account_id', facts)),
  after(customers.topicMerged, 'responses.follow-topic', (ctx, facts) => follow(ctx, 'topic_id', facts)),
  after(customers.topicUnmerged, 'responses.follow-topic-back', (ctx, facts) => followBack(ctx, 'topic_id', facts)),
]
