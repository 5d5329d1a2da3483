import { sql } from 'kysely'
import { addressOf } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { linkAddress, tokenOf } from '#surveys/index.ts'
import { peopleAsked } from './api.ts'
import { askAll, type Planned } from './asking.ts'
import type { Exclusion } from './participant-api.ts'
import { type SendRow, sendingOf, TURN, takeSend, wake } from './sending.ts'

export type PersonToAsk = {
  surveyId: string
  customerId: string
  /** Which program asks: each has a send of its own per survey and channel, so that its people can be seen. */
  via: 'api' | 'delighted'
  /** `link` sends nothing: the answer holds the personal address. */
  channel?: 'email' | 'webhook' | 'link'
  gatewayId?: string | null
  /** Not before; without it now. */
  dueAt?: Date | null
  /** The same occasion never asks a person twice; without it every call is one of its own. */
  occasion?: string
  properties?: Record<string, string | number | boolean | null>
  caseId?: string | null
  memberId?: string | null
  topicId?: string | null
}
export type PersonAsked = {
  participantId: string
  linkId: string | null
  state: 'planned' | 'asked' | 'excluded'
  excludedBy: Exclusion | null
  freeAt: Date | null
  dueAt: Date
  askedAt: Date | null
  url: string | null
}

/**
 * Asks one person now, or plans it, as far as the frequency rules, the suppression list and their addresses allow. Who may not be asked is kept
 * with the reason; nothing is thrown for it.
 * @throws Problem 404 for a survey or customer that is not there, 409 `send.survey-not-open`
 */
export async function askPerson(ctx: Writing, person: PersonToAsk): Promise<PersonAsked> {
  const send = await programSend(ctx, person)
  const id = await planOne(ctx, send, person)
  const dueAt = person.dueAt ?? ctx.now
  if (dueAt > ctx.now) {
    await takeSend(ctx, send.id)
    await wake(ctx, send.id, TURN, dueAt)
  } else await askNow(ctx, send, id)
  return outcome(ctx, id)
}

/** The send of a program, made when it first asks. */
async function programSend(ctx: Writing, { surveyId, via, channel = 'email', gatewayId = null }: PersonToAsk): Promise<SendRow> {
  const survey = await ctx.tx
    .selectFrom('survey')
    .select(['name', 'state', 'version'])
    .where('id', '=', surveyId)
    .executeTakeFirstOrThrow(() => notFound('survey'))
  if (survey.state !== 'open' || survey.version === 0) throw new Problem('send.survey-not-open')
  if (channel === 'webhook' && !gatewayId) throw notFound('gateway')
  const row = {
    id: newId(),
    surveyId,
    kind: via,
    name: survey.name,
    channel,
    gatewayId,
    state: 'on',
    createdAt: ctx.now,
    changedAt: ctx.now,
    startedAt: ctx.now,
  }
  await ctx.tx
    .insertInto('send')
    .values(row)
    .onConflict(on => on.columns(['workspaceId', 'surveyId', 'kind', 'channel']).where('kind', 'in', ['api', 'delighted']).doNothing())
    .execute()
  const kept = await ctx.tx
    .selectFrom('send')
    .selectAll()
    .where('surveyId', '=', surveyId)
    .where('kind', '=', via)
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow()
  return { ...kept, gatewayId: gatewayId ?? kept.gatewayId }
}

async function planOne(ctx: Writing, send: SendRow, person: PersonToAsk): Promise<string> {
  const customer = await ctx.tx.selectFrom('customer').select('id').where('id', '=', person.customerId).executeTakeFirst()
  if (!customer) throw notFound('customer')
  const { customerId, caseId = null, memberId = null, topicId = null } = person
  const occasion = person.occasion ?? newId()
  const made = await ctx.tx
    .insertInto('participant')
    .values({
      ...{ id: newId(), sendId: send.id, surveyId: send.surveyId, customerId, occasion, channel: send.channel, caseId, memberId, topicId },
      properties: JSON.stringify(person.properties ?? {}),
      plannedAt: ctx.now,
      dueAt: person.dueAt ?? ctx.now,
    })
    .onConflict(on => on.columns(['workspaceId', 'sendId', 'customerId', 'occasion']).doUpdateSet({ occasion: sql`excluded.occasion` }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

/** Unless it was asked, forbidden or taken back before. */
async function askNow(ctx: Writing, send: SendRow, id: string): Promise<void> {
  const planned: Planned | undefined = await ctx.tx
    .selectFrom('participant')
    .select(['id', 'customerId', 'occasion', 'caseId', 'memberId', 'topicId', 'properties'])
    .where('id', '=', id)
    .where('askedAt', 'is', null)
    .where('excludedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .executeTakeFirst()
  const sending = planned && (await sendingOf(ctx, send))
  if (!planned || !sending) return
  const done = await askAll(ctx, sending, [planned])
  await ctx.announce(peopleAsked, { sendId: send.id, ...done, reminders: false }, { subjectId: send.id, customerId: planned.customerId })
}

async function outcome(ctx: Writing, id: string): Promise<PersonAsked> {
  const row = await ctx.tx
    .selectFrom('participant')
    .select(['linkId', 'excludedBy', 'freeAt', 'dueAt', 'askedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const address = row.linkId ? await addressOf(ctx) : null
  return {
    ...row,
    participantId: id,
    excludedBy: row.excludedBy as Exclusion | null,
    state: row.askedAt ? 'asked' : row.excludedBy ? 'excluded' : 'planned',
    url: row.linkId && address ? linkAddress(address, tokenOf(ctx.site, row.linkId)) : null,
  }
}
