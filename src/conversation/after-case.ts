import { caseNow, joinFeedback, reopenCase } from '#inbox/index.ts'
import type { Writing } from '#kernel/slice.ts'
import { rulesNow } from './rules.ts'

const DAY = 86_400_000
/** Under which source and key the responses' slice brings in what a response said. */
const SOURCE = 'survey'
const keyOf = (responseId: string) => Buffer.from(responseId.replaceAll('-', ''), 'hex')

type Answered = { linkId: string | null; responseId: string; testing: boolean }

/**
 * Who was asked after a case was resolved, and says that it was not well, has not been helped: the case is open again, with what they said in it. It
 * comes before the rules, which find it in a case already.
 */
export async function reopenIfBad(ctx: Writing, { linkId, responseId, testing }: Answered): Promise<void> {
  if (!linkId || testing) return
  const { tx, now } = ctx
  const asked = await tx.selectFrom('participant').select('caseId').where('linkId', '=', linkId).executeTakeFirst()
  const caseId = asked?.caseId ? await caseNow(tx, asked.caseId) : null
  if (!caseId) return
  const said = await tx
    .selectFrom('feedback')
    .select(['id', 'mood', 'caseId'])
    .where('source', '=', SOURCE)
    .where('rowKey', '=', keyOf(responseId))
    .executeTakeFirst()
  if (!said || said.caseId || said.mood !== -1) return
  const one = await tx.selectFrom('customerCase').select(['state', 'resolvedAt']).where('id', '=', caseId).executeTakeFirstOrThrow()
  const { reopenDays } = await rulesNow(tx)
  if (one.resolvedAt && now.getTime() - one.resolvedAt.getTime() > reopenDays * DAY) return
  if (one.state === 'resolved') await reopenCase(ctx, { id: caseId, reason: '' })
  await joinFeedback(ctx, { id: said.id, caseId })
}
