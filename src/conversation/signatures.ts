import type { Reading, Writing } from '#kernel/slice.ts'
import { memberOf } from './drafts.ts'

export const readSignature = async ({ db, who }: Reading) => ({
  text: (await db.selectFrom('replySignature').select('text').where('memberId', '=', memberOf(who)).executeTakeFirst())?.text ?? null,
})

/** Null goes back to name and company. */
export async function keepSignature({ tx, who }: Writing, { text }: { text: string | null }) {
  const memberId = memberOf(who)
  if (!text) await tx.deleteFrom('replySignature').where('memberId', '=', memberId).execute()
  else
    await tx
      .insertInto('replySignature')
      .values({ memberId, text })
      .onConflict(on => on.columns(['workspaceId', 'memberId']).doUpdateSet({ text }))
      .execute()
  return { text: text || null }
}
