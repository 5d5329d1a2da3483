import { movedBy, recordMoved } from '#customers/index.ts'
import type { Writing } from '#kernel/slice.ts'

type Merged = { mergeId: string; loserId: string; winnerId: string }

/** What the one of two did is the other's from now on; traits stay with whom they were told of, and are read through the merge. */
export async function follow(ctx: Writing, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  const rows = await ctx.tx
    .updateTable('trackedEvent')
    .set({ customerId: winnerId })
    .where('customerId', '=', loserId)
    .returning('id')
    .execute()
  await recordMoved(
    ctx,
    mergeId,
    'tracked_event',
    rows.map(({ id }) => id),
  )
}

export async function followBack(ctx: Writing, { mergeId, loserId, winnerId }: Merged): Promise<void> {
  const ids = await movedBy(ctx, mergeId, 'tracked_event')
  if (ids.length > 0)
    await ctx.tx
      .updateTable('trackedEvent')
      .set({ customerId: loserId })
      .where('customerId', '=', winnerId)
      .where('id', 'in', ids)
      .execute()
}
