import { addressOf } from '#directory/index.ts'
import { setClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { postOutside } from '#kernel/outside.ts'
import type { ClockKind, Working, Writing } from '#kernel/slice.ts'
import { contentOf, linkAddress, tokenOf } from '#surveys/index.ts'
import { pushesWait } from './api.ts'
import { said } from './asking.ts'
import { signed } from './signing.ts'
import { unsubscribeAddress } from './unsubscribe-token.ts'

const MINUTE = 60_000
/** Longer than a call may take: another process takes it up only when this one is dead. */
const LEASE = 2 * MINUTE
/** One gateway that is slow does not keep the queue for ever. */
const AT_ONCE = 500
const AGAIN = 'sends.push-again'

/** Puts what a gateway is to be told into the transaction that wants it. */
export async function pushLater(ctx: Writing, gatewayId: string, participantId: string, expiresAt: Date): Promise<void> {
  await ctx.tx.insertInto('push').values({ id: newId(), gatewayId, participantId, at: ctx.now, expiresAt, tryAt: ctx.now }).execute()
  await wakeGateway(ctx, gatewayId, ctx.now)
}

/** One clock a gateway: when it rings, a job brings all that is due. */
export const pushClock: ClockKind = {
  kind: AGAIN,
  fire: (ctx, { subjectId }) => ctx.announce(pushesWait, { gatewayId: subjectId }, { subjectId }),
}

async function wakeGateway(ctx: Writing, gatewayId: string, dueAt: Date) {
  // The gateway's row is the lock: two that wake it at once must not both set its clock.
  await ctx.tx.selectFrom('gateway').select('id').where('id', '=', gatewayId).forNoKeyUpdate().execute()
  const running = await ctx.tx
    .selectFrom('clock')
    .select('dueAt')
    .where('kind', '=', AGAIN)
    .where('subjectId', '=', gatewayId)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  if (!running || running.dueAt > dueAt) await setClock(ctx, { kind: AGAIN, subjectId: gatewayId, dueAt })
}

/** Brings what is due to a gateway, one after the other, no transaction held while it answers; what fails comes again, later and later. */
export async function pushAll(work: Working, { gatewayId }: { gatewayId: string }, signal: AbortSignal): Promise<void> {
  for (let n = 0; n < AT_ONCE && !signal.aborted; n++) {
    const one = await work.write(ctx => take(ctx, gatewayId))
    if (one === null) break
    if (one === 'gone') continue
    const problem = await postOutside(one.url, one.body, one.headers, work.site.webhookHosts).then(
      status => (status >= 200 && status < 300 ? null : `answered ${status}`),
      (error: Error) => error.message.slice(0, 300),
    )
    await work.write(ctx => note(ctx, one, problem))
  }
  await work.write(async ctx => {
    const next = await ctx.tx
      .selectFrom('push')
      .select(({ fn }) => fn.min('tryAt').as('at'))
      .where('gatewayId', '=', gatewayId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (next?.at) await wakeGateway(ctx, gatewayId, new Date(Math.max(next.at.getTime(), ctx.now.getTime())))
  })
}

/** Leases one, with what it says: the person's own link, in their language. */
async function take(ctx: Writing, gatewayId: string) {
  const { tx, now, site } = ctx
  const push = await tx
    .selectFrom('push')
    .innerJoin('gateway', 'gateway.id', 'push.gatewayId')
    .select(['push.id', 'push.participantId', 'push.attempts', 'push.expiresAt', 'gateway.url', 'gateway.secret', 'gateway.archivedAt'])
    .where('push.gatewayId', '=', gatewayId)
    .where('push.state', '=', 'waiting')
    .where('push.tryAt', '<=', now)
    .orderBy('push.tryAt')
    .limit(1)
    .forUpdate('push')
    .skipLocked()
    .executeTakeFirst()
  if (!push) return null
  const change = (set: object) => tx.updateTable('push').set(set).where('id', '=', push.id).execute()
  const body = push.expiresAt <= now || push.archivedAt ? null : await bodyOf(ctx, push.participantId)
  if (body === null) {
    await change({ state: push.expiresAt <= now ? 'expired' : 'discarded', tryAt: null })
    return 'gone' as const
  }
  await change({ tryAt: new Date(now.getTime() + LEASE), attempts: push.attempts + 1 })
  return { ...push, attempts: push.attempts + 1, body, headers: signed(site.unseal(push.secret), { id: push.id, at: now, body }) }
}

/** Null when nothing is to be asked any more. */
async function bodyOf(ctx: Writing, participantId: string): Promise<string | null> {
  const one = await ctx.tx
    .selectFrom('participant')
    .innerJoin('survey', 'survey.id', 'participant.surveyId')
    .innerJoin('send', 'send.id', 'participant.sendId')
    .innerJoin('customer', 'customer.id', 'participant.customerId')
    .select([
      'participant.linkId',
      'participant.surveyId',
      'participant.language',
      'participant.address',
      'survey.version',
      'customer.name',
    ])
    .select(['participant.answeredAt', 'participant.unsubscribedAt', 'send.state', 'survey.state as surveyState'])
    .where('participant.id', '=', participantId)
    .executeTakeFirst()
  const origin = await addressOf(ctx)
  if (!one?.linkId || !origin || one.answeredAt || one.unsubscribedAt || one.state === 'cancelled' || one.surveyState !== 'open')
    return null
  if (ctx.workspace.sample) return null
  const content = await contentOf(ctx, one.surveyId, one.version)
  const language = one.language ?? content.definition.language
  const [first] = content.definition.questions
  const question = first ? said(ctx, content, language, `${first.key}.ask`) : null
  const link = linkAddress(origin, tokenOf(ctx.site, one.linkId))
  const data = { to: one.address, name: one.name, language, title: said(ctx, content, language, 'title'), question, link }
  return JSON.stringify({
    type: 'survey.ask',
    timestamp: ctx.now.toISOString(),
    data: { ...data, unsubscribe: unsubscribeAddress(ctx, origin, participantId) },
  })
}

async function note({ tx, now }: Writing, { id, participantId, attempts, expiresAt }: Pushed, problem: string | null) {
  const again = new Date(now.getTime() + Math.min(2 ** (attempts - 1), 60) * MINUTE)
  const over = problem !== null && again >= expiresAt
  await tx
    .updateTable('push')
    .set(
      problem === null
        ? { state: 'sent', sentAt: now, tryAt: null, problem: null }
        : { problem, state: over ? 'failed' : 'waiting', tryAt: over ? null : again },
    )
    .where('id', '=', id)
    .execute()
  if (problem === null)
    await tx.updateTable('participant').set({ deliveredAt: now }).where('id', '=', participantId).where('deliveredAt', 'is', null).execute()
}
type Pushed = { id: string; participantId: string; attempts: number; expiresAt: Date }
