import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { pushesWait } from './api.ts'

/** Puts what a gateway is to be told into the transaction that wants it. */
export async function pushLater(ctx: Writing, gatewayId: string, participantId: string, expiresAt: Date): Promise<void> {
  await ctx.tx.insertInto('push').values({ id: newId(), gatewayId, participantId, at: ctx.now, expiresAt, tryAt: ctx.now }).execute()
  await ctx.announce(pushesWait, { gatewayId }, { subjectId: gatewayId })
}
