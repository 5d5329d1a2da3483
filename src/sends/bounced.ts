import { changeContactWay } from '#customers/index.ts'
import { newId } from '#kernel/id.ts'
import type { Posted } from '#kernel/mail.ts'
import type { Writing } from '#kernel/slice.ts'
import { participantsChanged } from './api.ts'
import { suppress } from './suppression.ts'

const DAY = 86_400_000
/** So many mails that came back within so long for a passing reason are as good as an address that does not exist. */
const PATIENCE = { softBounces: 3, days: 30 }

export type Bounce = {
  mailId: string
  /** Hash of the report: the same one twice counts once. */
  report: Buffer
  address: string
  kind: 'hard' | 'soft' | 'complaint'
  status: string | null
  said: string | null
}

/** The mail server took it: delivered as far as anybody can know. It refused for good: a bounce without a report. */
export const posted: Posted = async (ctx, { id, subjectId, toAddress, state, problem }) => {
  if (!subjectId) return
  if (state === 'refused')
    return noteBounce(ctx, { mailId: id, report: Buffer.from(id), address: toAddress, kind: 'hard', status: null, said: problem })
  await ctx.tx
    .updateTable('participant')
    .set({ deliveredAt: ctx.now })
    .where('id', '=', subjectId)
    .where('deliveredAt', 'is', null)
    .execute()
}

/** What became of a mail: the participant, their address, the suppression list. Once for each report. @returns whether it was news */
export async function noteBounce(ctx: Writing, bounce: Bounce): Promise<boolean> {
  const one = await participantOf(ctx, bounce.mailId)
  const kept = await ctx.tx
    .insertInto('bounce')
    .values({
      ...bounce,
      id: newId(),
      said: bounce.said?.slice(0, 1000) ?? null,
      address: bounce.address.toLowerCase(),
      at: ctx.now,
      participantId: one?.id ?? null,
    })
    .onConflict(on => on.columns(['workspaceId', 'report']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!kept) return false
  const final = bounce.kind !== 'soft' || (await softlyBounced(ctx, bounce.address)) >= PATIENCE.softBounces
  if (one) await mark(ctx, one, bounce, final)
  if (final) {
    const reason = bounce.kind === 'complaint' ? 'complained' : 'bounced'
    await suppress(ctx, {
      kind: 'email',
      value: one?.address ?? bounce.address,
      reason,
      note: bounce.said?.slice(0, 500) ?? null,
      participantId: one?.id ?? null,
    })
  }
  return true
}

async function participantOf({ tx }: Writing, mailId: string) {
  return tx
    .selectFrom('asking')
    .innerJoin('participant', 'participant.id', 'asking.participantId')
    .select(['participant.id', 'participant.sendId', 'participant.customerId', 'participant.address', 'participant.contactWayId'])
    .where('asking.mailId', '=', mailId)
    .executeTakeFirst()
}
type One = NonNullable<Awaited<ReturnType<typeof participantOf>>>

/** Different mails to one address that came back for a passing reason lately. */
async function softlyBounced({ tx, now }: Writing, address: string): Promise<number> {
  const row = await tx
    .selectFrom('bounce')
    .select(({ fn }) => fn.count<string>('mailId').distinct().as('mails'))
    .where('address', '=', address.toLowerCase())
    .where('kind', '=', 'soft')
    .where('at', '>', new Date(now.getTime() - PATIENCE.days * DAY))
    .executeTakeFirstOrThrow()
  return Number(row.mails)
}

async function mark(ctx: Writing, one: One, { kind }: Bounce, final: boolean) {
  const { tx, now } = ctx
  await tx
    .updateTable('participant')
    .set(({ eb }) => ({
      ...(kind === 'soft' && { softBounces: eb('softBounces', '+', 1) }),
      ...(final && (kind === 'complaint' ? { unsubscribedAt: now } : { bouncedAt: now })),
      ...(final && { remindAt: null }),
    }))
    .where('id', '=', one.id)
    .execute()
  if (final && kind !== 'complaint' && one.contactWayId) await changeContactWay(ctx, one.customerId, one.contactWayId, { bounced: true })
  await ctx.announce(
    participantsChanged,
    { sendId: one.sendId, what: 'bounced', count: 1 },
    { subjectId: one.id, customerId: one.customerId },
  )
}
