import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { TURN, takeSend, wake } from './sending.ts'

const MINUTE = 60_000

/** Each send that asks after a case plans to ask its customer, after the delay. A case asks once, however often it is resolved. */
export async function caseWasResolved(ctx: Writing, { caseId }: { caseId: string }): Promise<void> {
  const matter = await ctx.tx
    .selectFrom('customerCase')
    .select(['id', 'customerId', 'topicId', 'ownerId', 'resolvedBy', 'state', 'mergedInto'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  // Joined into another, taken back already, or resolved by nobody (brought in so): nobody was helped just now.
  if (!matter?.customerId || matter.mergedInto || matter.state !== 'resolved' || !matter.resolvedBy) return
  const sends = await ctx.tx
    .selectFrom('send')
    .select(['id', 'surveyId', 'channel', 'delayMinutes'])
    .where('kind', '=', 'case')
    .where('state', '=', 'on')
    .orderBy('id')
    .execute()
  for (const { id, surveyId, channel, delayMinutes } of sends) {
    const dueAt = new Date(ctx.now.getTime() + delayMinutes * MINUTE)
    await takeSend(ctx, id)
    const again = { dueAt, cancelledAt: null }
    const planned = await ctx.tx
      .insertInto('participant')
      .values({
        ...{ id: newId(), sendId: id, surveyId, channel, customerId: matter.customerId, occasion: caseId, caseId },
        ...{ memberId: matter.ownerId, topicId: matter.topicId, plannedAt: ctx.now, dueAt },
      })
      .onConflict(on =>
        on
          .columns(['workspaceId', 'sendId', 'customerId', 'occasion'])
          .doUpdateSet(again)
          .where('participant.askedAt', 'is', null)
          .where('participant.excludedAt', 'is', null),
      )
      .returning('id')
      .executeTakeFirst()
    if (planned) await wake(ctx, id, TURN, dueAt)
  }
}

/** The matter is not at its end after all: asking how it went would be too early. */
export async function caseGoesOn({ tx, now }: Writing, { caseId }: { caseId: string }): Promise<void> {
  await tx
    .updateTable('participant')
    .set({ cancelledAt: now })
    .where('caseId', '=', caseId)
    .where('askedAt', 'is', null)
    .where('excludedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .where('sendId', 'in', tx.selectFrom('send').select('id').where('kind', '=', 'case'))
    .execute()
}
