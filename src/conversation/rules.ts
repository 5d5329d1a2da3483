import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { conversationChanged } from './api.ts'

const usual = { reopenDays: 14, askAfter: false }

/** How the conversation goes in this company. */
export const rulesNow = async (db: Db | Tx) =>
  (await (db as Tx).selectFrom('conversationRule').select(['reopenDays', 'askAfter']).executeTakeFirst()) ?? usual

export const readRules = ({ db }: Reading) => rulesNow(db)

export async function changeRules(ctx: Writing, change: { reopenDays?: number | undefined; askAfter?: boolean | undefined }) {
  const next = { ...(await rulesNow(ctx.tx)), ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
  await ctx.tx
    .insertInto('conversationRule')
    .values(next)
    .onConflict(on => on.column('workspaceId').doUpdateSet(next))
    .execute()
  await ctx.announce(conversationChanged, { fields: Object.keys(change) }, { subjectId: ctx.workspace.id, detail: next })
  return next
}
