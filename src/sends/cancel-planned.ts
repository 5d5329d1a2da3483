import type { Writing } from '#kernel/slice.ts'
import { participantsChanged } from './api.ts'

/** Takes back what programs have planned for a person and was not asked yet. @returns how much that was */
export async function cancelPlanned(ctx: Writing, customerId: string): Promise<number> {
  const rows = await ctx.tx
    .updateTable('participant')
    .from('send')
    .set({ cancelledAt: ctx.now })
    .whereRef('send.id', '=', 'participant.sendId')
    .where('send.kind', 'in', ['api', 'delighted'])
    .where('participant.customerId', '=', customerId)
    .where('participant.askedAt', 'is', null)
    .where('participant.excludedAt', 'is', null)
    .where('participant.cancelledAt', 'is', null)
    .returning(['participant.id', 'participant.sendId'])
    .execute()
  for (const { id, sendId } of rows)
    await ctx.announce(participantsChanged, { sendId, what: 'cancelled', count: 1 }, { subjectId: id, customerId })
  return rows.length
}
