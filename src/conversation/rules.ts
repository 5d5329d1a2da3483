import type { z } from 'zod'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { type ConversationRules, conversationChanged } from './api.ts'

const usual = { reopenDays: 14, rawDays: 30 }

/** How the conversation goes in this company. */
export const rulesNow = async (db: Db | Tx) =>
  (await (db as Tx).selectFrom('conversationRule').select(['reopenDays', 'rawDays']).executeTakeFirst()) ?? usual

export const readRules = ({ db }: Reading) => rulesNow(db)

/** What is not said stays. */
export async function changeRules(ctx: Writing, change: z.output<typeof api.changeRules.input>): Promise<ConversationRules> {
  const before = await rulesNow(ctx.tx)
  const rules = { reopenDays: change.reopenDays ?? before.reopenDays, rawDays: change.rawDays ?? before.rawDays }
  await ctx.tx
    .insertInto('conversationRule')
    .values(rules)
    .onConflict(on => on.column('workspaceId').doUpdateSet(rules))
    .execute()
  await ctx.announce(conversationChanged, { fields: Object.keys(change) }, { subjectId: ctx.workspace.id, detail: change })
  return rules
}
