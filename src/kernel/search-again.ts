import { SEARCH_VERSION } from '#core/text/normalise.ts'
import { finding, type Inside, system, writing } from './inside.ts'
import type { Tx, Writing } from './slice.ts'

/** A table that is found by words. `again` makes the keys of some rows after an id anew, and says with which it ended; null when there are no more. */
export type Searched = { table: string; again: (ctx: Writing, afterId: string | null) => Promise<string | null> }

/**
 * Makes the search keys of all workspaces anew whose rows have those of an earlier version, in short transactions that keep how far they are: whoever
 * is stopped goes on there, and two processes share the work. Meanwhile a search may miss what is not done yet, and the lists say so.
 */
export async function searchAgain(inside: Inside, searched: readonly Searched[], signal: AbortSignal): Promise<number> {
  const stale = await finding(inside, ({ tx }) =>
    tx.selectFrom('workspace').select('id').where('searchVersion', '<', SEARCH_VERSION).where('archivedAt', 'is', null).execute(),
  )
  for (const { id } of stale) {
    for (const one of searched) while (!signal.aborted && (await writing(inside, id, system, ctx => step(ctx, one))));
    if (!signal.aborted) await writing(inside, id, system, finish)
  }
  return 0
}

/** @returns whether there is more */
async function step(ctx: Writing, { table, again }: Searched): Promise<boolean> {
  const { afterId, done } = await place(ctx.tx, table)
  if (done) return false
  const last = await again(ctx, afterId)
  await ctx.tx
    .updateTable('searchAgain')
    .set({ afterId: last, done: last === null })
    .where('subject', '=', table)
    .execute()
  return last !== null
}

/** Locked until the step is done. What an earlier version had begun is begun anew. */
async function place(tx: Tx, subject: string) {
  const row = { subject, version: SEARCH_VERSION, afterId: null, done: false }
  await tx
    .insertInto('searchAgain')
    .values(row)
    .onConflict(on => on.columns(['workspaceId', 'subject']).doUpdateSet(row).where('searchAgain.version', '<', SEARCH_VERSION))
    .execute()
  return tx.selectFrom('searchAgain').select(['afterId', 'done']).where('subject', '=', subject).forUpdate().executeTakeFirstOrThrow()
}

async function finish({ tx, workspace }: Writing) {
  await tx.updateTable('workspace').set({ searchVersion: SEARCH_VERSION }).where('id', '=', workspace.id).execute()
  await tx.deleteFrom('searchAgain').execute()
}
