import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { addressOf } from '#directory/index.ts'
import { newId, newSecret } from '#kernel/id.ts'
import { mustBePublic, NotPublic, postOutside } from '#kernel/outside.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import { after, job, type Reading, type Working, type Writing } from '#kernel/slice.ts'
import { responseReceived } from '#responses/api.ts'
import { suppressionChanged } from '#sends/api.ts'
import { type addWebhook, delightedChanged, webhookDue, type webhookEvents } from './api.ts'
import { shownResponses } from './response-shape.ts'
import { secondsOf } from './seconds.ts'
import { countedSurveys } from './survey.ts'

type Type = (typeof webhookEvents)[number]

export const list = async ({ db }: Reading) => ({
  items: await db.selectFrom('delightedWebhook').select(['id', 'url', 'events', 'lastToldAt', 'lastFailure']).orderBy('id').execute(),
})

/** @throws Problem 400 for an address that is not on the open internet */
export async function add(ctx: Writing, { url, events }: z.output<typeof addWebhook.input>) {
  await mustBePublic(url, ctx.site.webhookHosts).catch(error => {
    throw error instanceof NotPublic ? wrong('url', 'not-public') : error
  })
  const id = newId()
  const secret = newSecret()
  await ctx.tx
    .insertInto('delightedWebhook')
    .values({ id, url, events, secretSealed: ctx.site.seal(secret), createdAt: ctx.now })
    .execute()
  await ctx.announce(delightedChanged, { fields: ['webhooks'] }, { subjectId: id, detail: { url } })
  return { id, secret }
}

export async function remove(ctx: Writing, { id }: { id: string }) {
  const gone = await ctx.tx.deleteFrom('delightedWebhook').where('id', '=', id).returning('url').executeTakeFirst()
  if (!gone) throw notFound('webhook')
  await ctx.announce(delightedChanged, { fields: ['webhooks'] }, { subjectId: id, detail: { url: gone.url } })
  return {}
}

/** One event for each address that wants to know; the same event of ours always has the same id for them. */
async function wanted(ctx: Writing, type: Type, subjectId: string, event: { id: string }) {
  const rows = await ctx.tx.selectFrom('delightedWebhook').select(['id', 'events']).execute()
  const eventId = createHash('sha256').update(event.id).digest('hex')
  for (const { id } of rows.filter(row => row.events.includes(type)))
    await ctx.announce(webhookDue, { webhookId: id, type, subjectId, eventId }, { subjectId: id })
}

export const webhookListeners = [
  after(responseReceived, 'delighted.tell-response', async (ctx, { responseId, surveyId, testing, change }, event) => {
    const any = await ctx.tx.selectFrom('delightedWebhook').select('id').limit(1).executeTakeFirst()
    if (!any || testing || !(await countedSurveys(ctx)).includes(surveyId)) return
    await wanted(ctx, `survey_response.${change}`, responseId, event)
  }),
  after(suppressionChanged, 'delighted.tell-unsubscribe', async (ctx, { reason, added }, event) => {
    if (reason !== 'unsubscribed' || !added) return
    const { subjectId } = await ctx.tx.selectFrom('event').select('subjectId').where('id', '=', event.id).executeTakeFirstOrThrow()
    await wanted(ctx, 'unsubscribe.created', subjectId, event)
  }),
]

type Due = z.output<typeof webhookDue.facts>

/** Tried again later and later until the other side takes it. */
async function tell(work: Working, { webhookId, type, subjectId, eventId }: Due): Promise<void> {
  const one = await work.read(async ctx => {
    const hook = await ctx.db.selectFrom('delightedWebhook').select(['url', 'secretSealed']).where('id', '=', webhookId).executeTakeFirst()
    return hook && { ...hook, about: await aboutOf(ctx, type, subjectId) }
  })
  if (!one?.about) return
  const body = JSON.stringify({ event_type: type, event_id: eventId, event_data: one.about })
  const signature = createHmac('sha256', work.site.unseal(one.secretSealed)).update(body).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-delighted-webhook-signature': `sha256=${signature}` }
  const failure = await postOutside(one.url, body, headers, work.site.webhookHosts).then(
    status => (status >= 200 && status < 300 ? null : `answered ${status}`),
    (error: Error) => error.message.slice(0, 300),
  )
  await work.write(({ tx, now }) =>
    tx
      .updateTable('delightedWebhook')
      .set(failure === null ? { lastToldAt: now, lastFailure: null } : { lastFailure: failure })
      .where('id', '=', webhookId)
      .execute(),
  )
  if (failure !== null) throw new Error(`webhook: ${failure}`)
}

export const webhookJobs = [job(webhookDue, 'delighted.tell', tell, { retries: 8 })]

async function aboutOf(ctx: Reading, type: Type, id: string): Promise<unknown> {
  if (type === 'unsubscribe.created') return leaver(ctx, id)
  const here = (await addressOf(ctx)) ?? ''
  return (await shownResponses(ctx, [id], { expand: ['person'], here }))[0]
}

/** As in the list of those who want no more. */
async function leaver({ db }: Reading, suppressionId: string) {
  const { rows } = await sql<{ id: string | null; email: string; name: string | null; at: Date }>`
    select c.id, s.value as email, c.name, s.at from suppression s
    left join contact_way w on w.workspace_id = s.workspace_id and w.kind = s.kind and w.normal = s.normal
    left join customer c on c.workspace_id = s.workspace_id and c.id = w.customer_id
    where s.workspace_id = sabai_workspace() and s.id = ${suppressionId} limit 1`.execute(db as never)
  return rows[0] && { person_id: rows[0].id, email: rows[0].email, name: rows[0].name, unsubscribed_at: secondsOf(rows[0].at) }
}
