import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { setClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { mustBePublic, NotPublic, postOutside } from '#kernel/outside.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { ClockKind, Reading, Working, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import type { Language } from '#kernel/words.ts'
import { signed } from '#sends/index.ts'
import * as api from './api.ts'

const MINUTE = 60_000
const LEASE = 2 * MINUTE
const AT_ONCE = 200
/** With growing distances that is a bit more than a day. */
const MOST_TRIES = 30
const AGAIN = 'channel.post'

type Shape = (typeof api.shapes)[number]

export async function listChannels({ db }: Reading) {
  const { rows } = await sql<Record<string, never>>`
    select c.id, c.name, c.shape, c.host, c.language, c.about, c.archived_at as "archivedAt",
      (select count(*)::int from channel_post p where p.workspace_id = c.workspace_id and p.channel_id = c.id and p.state = 'waiting') as waiting,
      (select count(*)::int from channel_post p where p.workspace_id = c.workspace_id and p.channel_id = c.id and p.state = 'failed') as failed,
      (select p.problem from channel_post p where p.workspace_id = c.workspace_id and p.channel_id = c.id and p.problem is not null order by p.at desc limit 1) as problem
    from channel c where c.workspace_id = sabai_workspace() order by c.created_at, c.id limit 200`.execute(db as never)
  return rows as unknown as z.input<typeof api.listChannels.output>
}

/** @throws Problem 400 for an address that is not on the open internet */
export async function addChannel(ctx: Writing, { name, shape, url, language, about }: z.output<typeof api.addChannel.input>) {
  await mustBePublic(url, ctx.site.webhookHosts).catch(error => {
    if (error instanceof NotPublic) throw wrong('url', 'not-public')
    throw error
  })
  const id = newId()
  // The shapes of chats have no signature: there the address itself is the secret.
  const secret = shape === 'signed' ? `whsec_${randomBytes(32).toString('base64')}` : null
  await ctx.tx
    .insertInto('channel')
    .values({
      ...{ id, name, shape, language, about: [...new Set(about)], host: new URL(url).host, createdAt: ctx.now, byMember: ctx.who.memberId },
      url: ctx.site.seal(url),
      secret: secret && ctx.site.seal(secret),
    })
    .execute()
  await ctx.announce(api.channelChanged, { channelId: id, what: 'added' }, { subjectId: id, detail: { name } })
  return { id, secret }
}

export async function archiveChannel(ctx: Writing, { id, archived }: { id: string; archived: boolean }) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('channel')
    .set({ archivedAt: archived ? ctx.now : null })
    .where('id', '=', id)
    .executeTakeFirst()
  if (!numUpdatedRows) throw notFound('channel')
  await ctx.announce(api.channelChanged, { channelId: id, what: archived ? 'archived' : 'restored' }, { subjectId: id })
  return null
}

const find = ({ tx }: Writing, id: string) =>
  tx
    .selectFrom('channel')
    .select(['id', 'shape', 'url', 'secret', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('channel'))

/** One line, in the channel's language. */
export async function testChannel(ctx: Writing, { id }: { id: string }) {
  const one = await find(ctx, id)
  const text = say(one.language as Language, 'broadcasts.channel.test', { workspace: ctx.workspace.name })
  const body = bodyOf(one.shape as Shape, { text, href: null })
  const headers = headersOf(ctx, one, { id: newId(), at: ctx.now, body })
  return postOutside(ctx.site.unseal(one.url), body, headers, ctx.site.webhookHosts).then(
    status => ({ status, problem: status >= 200 && status < 300 ? null : String(status) }),
    (error: Error) => ({ status: null, problem: error.message.slice(0, 200) }),
  )
}

/** As each of them wants to be told. Slack's and Mattermost's marks in people's words mean nothing. */
export function bodyOf(shape: Shape, { text, href }: { text: string; href: string | null }): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  switch (shape) {
    case 'slack':
      return JSON.stringify({ text: href ? `${plain}\n<${href}>` : plain, mrkdwn: false })
    case 'mattermost':
      return JSON.stringify({ text: [text.replace(/[\\`*_{}[\]()#+\-.!|~<>@]/g, '\\$&'), href].filter(Boolean).join('\n') })
    case 'teams':
      return JSON.stringify({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [{ type: 'TextBlock', text: text.replace(/[\\*_[\]()]/g, '\\$&'), wrap: true }],
              ...(href && { actions: [{ type: 'Action.OpenUrl', title: 'Sabai', url: href }] }),
            },
          },
        ],
      })
    case 'signed':
      return JSON.stringify({ type: 'sabai.news', data: { text, href } })
  }
}

type Told = { id: string; at: Date; body: string }

const headersOf = ({ site }: Pick<Writing, 'site'>, { secret }: { secret: string | null }, told: Told): Record<string, string> =>
  secret ? signed(site.unseal(secret), told) : { 'content-type': 'application/json' }

/** Puts what a channel is to be told into the transaction of the listener: once for each event. */
export async function postLater(
  ctx: Writing,
  channel: { id: string; shape: string },
  eventId: string,
  told: { text: string; href: string | null },
) {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('channelPost')
    .values({ id: newId(), channelId: channel.id, eventId, body: bodyOf(channel.shape as Shape, told), at: ctx.now, tryAt: ctx.now })
    .onConflict(on => on.columns(['workspaceId', 'channelId', 'eventId']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows) await wake(ctx, channel.id, ctx.now)
}

/** One clock a channel: when it rings, a job brings all that is due. */
export const channelClock: ClockKind = {
  kind: AGAIN,
  fire: (ctx, { subjectId }) => ctx.announce(api.channelWaits, { channelId: subjectId }, { subjectId }),
}

async function wake(ctx: Writing, channelId: string, dueAt: Date) {
  // The channel's row is the lock: two that wake it at once must not both set its clock.
  await ctx.tx.selectFrom('channel').select('id').where('id', '=', channelId).forNoKeyUpdate().execute()
  const running = await ctx.tx
    .selectFrom('clock')
    .select('dueAt')
    .where('kind', '=', AGAIN)
    .where('subjectId', '=', channelId)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  if (!running || running.dueAt > dueAt) await setClock(ctx, { kind: AGAIN, subjectId: channelId, dueAt })
}

/** One after the other, no transaction held while the other side answers; what fails comes again, later and later. */
export async function postAll(work: Working, { channelId }: { channelId: string }, signal: AbortSignal): Promise<void> {
  for (let n = 0; n < AT_ONCE && !signal.aborted; n++) {
    const one = await work.write(ctx => take(ctx, channelId))
    if (one === null) break
    const problem = await postOutside(one.url, one.body, one.headers, work.site.webhookHosts).then(
      status => (status >= 200 && status < 300 ? null : `answered ${status}`),
      (error: Error) => error.message.slice(0, 300),
    )
    await work.write(ctx => note(ctx, one, problem))
  }
  await work.write(async ctx => {
    const next = await ctx.tx
      .selectFrom('channelPost')
      .select(({ fn }) => fn.min('tryAt').as('at'))
      .where('channelId', '=', channelId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (next?.at) await wake(ctx, channelId, new Date(Math.max(next.at.getTime(), ctx.now.getTime())))
  })
}

async function take(ctx: Writing, channelId: string) {
  const { tx, now, site, workspace } = ctx
  const post = await tx
    .selectFrom('channelPost')
    .innerJoin('channel', 'channel.id', 'channelPost.channelId')
    .select(['channelPost.id', 'channelPost.body', 'channelPost.attempts', 'channel.url', 'channel.secret', 'channel.archivedAt'])
    .where('channelPost.channelId', '=', channelId)
    .where('channelPost.state', '=', 'waiting')
    .where('channelPost.tryAt', '<=', now)
    .orderBy('channelPost.tryAt')
    .limit(1)
    .forUpdate('channelPost')
    .skipLocked()
    .executeTakeFirst()
  if (!post) return null
  const gone = post.archivedAt !== null || workspace.sample
  await tx
    .updateTable('channelPost')
    .set(gone ? { state: 'discarded', tryAt: null } : { tryAt: new Date(now.getTime() + LEASE), attempts: post.attempts + 1 })
    .where('id', '=', post.id)
    .execute()
  if (gone) return take(ctx, channelId)
  // Whoever takes it may be killed: then this clock brings it to somebody else when the lease is over.
  await wake(ctx, channelId, new Date(now.getTime() + LEASE))
  const { id, body } = post
  return { id, body, attempts: post.attempts + 1, url: site.unseal(post.url), headers: headersOf(ctx, post, { id, at: now, body }) }
}

async function note({ tx, now }: Writing, { id, attempts }: { id: string; attempts: number }, problem: string | null) {
  const over = problem !== null && attempts >= MOST_TRIES
  const again = new Date(now.getTime() + Math.min(2 ** (attempts - 1), 60) * MINUTE)
  await tx
    .updateTable('channelPost')
    .set(
      problem === null
        ? { state: 'sent', tryAt: null, problem: null }
        : { problem, state: over ? 'failed' : 'waiting', tryAt: over ? null : again },
    )
    .where('id', '=', id)
    .execute()
}
