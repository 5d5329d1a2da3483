import { wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { askPerson, forbidden, rulesOf } from '#sends/index.ts'
import { neededSurvey } from './survey.ts'

export type Channel = 'email' | 'sms'
type Properties = Record<string, string | number | boolean | null>
type ToAsk = { customerId: string; channel: Channel; properties: Properties; dueAt: Date; occasion?: string }

/**
 * Asks, or plans to, as far as the frequency rules and the list of those who want no more allow: the same that hold for everybody's sends.
 * @returns when, or null for a person who may not be asked
 */
export async function ask(ctx: Writing, { customerId, channel, properties, dueAt, occasion }: ToAsk): Promise<Date | null> {
  const survey = await neededSurvey(ctx)
  if (await askedElsewhere(ctx, customerId, survey.kind, dueAt)) return null
  const asked = await askPerson(ctx, {
    surveyId: survey.id,
    customerId,
    via: 'delighted',
    ...(channel === 'sms' ? { channel: 'webhook', gatewayId: await gateway(ctx) } : { channel: 'email' }),
    dueAt: dueAt > ctx.now ? dueAt : null,
    ...(occasion && { occasion }),
    properties,
  })
  return asked.state === 'excluded' ? null : (asked.askedAt ?? asked.dueAt)
}

/** What a caller told us of another's survey counts as ours would. */
async function askedElsewhere(ctx: Writing, customerId: string, kind: string, dueAt: Date): Promise<boolean> {
  const row = await ctx.tx.selectFrom('delightedPerson').select('sentElsewhereAt').where('customerId', '=', customerId).executeTakeFirst()
  if (!row?.sentElsewhereAt) return false
  return forbidden(await rulesOf(ctx), kind, [{ kind, at: row.sentElsewhereAt, reminder: false }], dueAt) !== null
}

/** Texts go through the gateway that this house has for phones. @throws Problem 400 without one */
async function gateway({ tx }: Writing): Promise<string> {
  const row = await tx
    .selectFrom('gateway')
    .select('id')
    .where('way', '=', 'phone')
    .where('archivedAt', 'is', null)
    .orderBy('createdAt')
    .executeTakeFirst()
  if (!row) throw wrong('channel', 'invalid')
  return row.id
}
