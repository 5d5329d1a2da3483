import { sql } from 'kysely'
import { searchKey } from '#core/text/normalise.ts'
import type { Writing } from '#kernel/slice.ts'
import { caseJoined } from './api.ts'
import type { SaidRow } from './said.ts'
import { beginWaiting } from './timing.ts'

/** The customer spoke again: a case that was replied to waits again, by a new clock. */
export async function joined(
  ctx: Writing,
  said: readonly SaidRow[],
  into: ReadonlyMap<string, string>,
  fresh: ReadonlySet<string>,
): Promise<void> {
  for (const one of said) {
    const caseId = into.get(one.id)!
    if (fresh.has(caseId)) continue
    await speakAgain(ctx, caseId, one.text)
    await ctx.announce(caseJoined, { caseId, feedbackId: one.id }, { subjectId: caseId, customerId: one.customerId })
  }
}

export async function speakAgain(ctx: Writing, caseId: string, words: string): Promise<void> {
  const { tx, now } = ctx
  const one = await tx.selectFrom('customerCase').select('state').where('id', '=', caseId).forUpdate().executeTakeFirst()
  if (one?.state === 'replied') await beginWaiting(ctx, caseId, 'said')
  await tx.updateTable('customerCase').set({ lastActivityAt: now }).where('id', '=', caseId).execute()
  await remember(ctx, caseId, words)
}

/** What is added to a case makes it findable too. */
export const remember = ({ tx, workspace }: Writing, caseId: string, words: string) =>
  sql`update customer_case set search_key = key, grams = sabai_grams(key, ${workspace.number})
    from (select left(search_key || ' ' || ${searchKey(words)}::text, 20000) as key from customer_case where workspace_id = sabai_workspace() and id = ${caseId}) k
    where workspace_id = sabai_workspace() and id = ${caseId}`.execute(tx)
