import { sql } from 'kysely'
import { countTold } from '#imports/index.ts'
import type { Writing } from '#kernel/slice.ts'
import { feedbackFresh } from './api.ts'

/** An import of a whole day's words is told of as far as people can read. */
const MOST = 500
const DAY = 86_400_000

/** News is what was said within a day before we received it; a file from last year tells nobody. */
export const isFresh = (feedback = 'feedback') =>
  sql<boolean>`${sql.ref(`${feedback}.said_at`)} >= ${sql.ref(`${feedback}.received_at`)} - interval '24 hours'`

/** At the end of an import: one event for the newest of what it brought that is news. */
export async function tellFresh(ctx: Writing, { importId }: { importId: string }): Promise<void> {
  const rows = await ctx.tx
    .selectFrom('feedback')
    .select('id')
    .where('importId', '=', importId)
    .where('text', '<>', '')
    // By the index of the newest, whatever the file has brought from earlier; the import itself may have taken hours.
    .where('saidAt', '>=', new Date(ctx.now.getTime() - 3 * DAY))
    .where(isFresh())
    .orderBy('saidAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  if (rows.length === 0) return
  await countTold(ctx.tx, importId, rows.length)
  await ctx.announce(feedbackFresh, { importId, feedbackIds: rows.map(row => row.id) }, { subjectId: importId })
}
