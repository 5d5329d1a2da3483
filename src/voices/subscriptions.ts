import { sql } from 'kysely'
import type { z } from 'zod'
import { searchKey } from '#core/text/normalise.ts'
import { addressOf, notify } from '#directory/index.ts'
import { isFresh, topicWithBelow } from '#inbox/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { ClockKind, Language, Reading, Tx, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { VoiceFilters } from './filters-api.ts'
import * as api from './hearing-api.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MAIL = 'voice.subscription-mail'
const MOST_IN_MAIL = 10
const MOST = 100

function me({ who }: Reading | Writing): string {
  if (!who.memberId) throw new Problem('forbidden', 403)
  return who.memberId
}

export async function listSubscriptions(ctx: Reading, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await ctx.db
    .selectFrom('voiceSubscription')
    .select(['id', 'name', 'filter', 'by', 'createdAt'])
    .where('memberId', '=', me(ctx))
    .$if(after !== null, query =>
      query.where(sql<boolean>`(created_at, id) > (${String(after![0])}::timestamptz, ${String(after![1])}::uuid)`),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.createdAt, row.id])
  return { items: items.map(row => ({ ...row, by: row.by as 'notice', filter: VoiceFilters.parse(row.filter) })), next }
}

export async function subscribe(ctx: Writing, { name, filter, by }: z.output<typeof api.subscribe.input>) {
  const memberId = me(ctx)
  const { n } = await ctx.tx
    .selectFrom('voiceSubscription')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('memberId', '=', memberId)
    .executeTakeFirstOrThrow()
  if (Number(n) >= MOST) throw new Problem('voice.too-many-subscriptions')
  const id = newId()
  await ctx.tx
    .insertInto('voiceSubscription')
    .values({ id, memberId, name, filter: JSON.stringify(filter), by, createdAt: ctx.now, toldAt: new Date(ctx.now.getTime() - HOUR) })
    .execute()
  await ctx.announce(api.subscriptionChanged, { subscriptionId: id, what: 'added' }, { subjectId: id })
  return { id, name, filter, by, createdAt: ctx.now }
}

export async function unsubscribe(ctx: Writing, { id }: { id: string }) {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('voiceSubscription')
    .where('id', '=', id)
    .where('memberId', '=', me(ctx))
    .executeTakeFirst()
  if (!numDeletedRows) throw notFound('subscription')
  await stopClock(ctx, { kind: MAIL, subjectId: id })
  await ctx.announce(api.subscriptionChanged, { subscriptionId: id, what: 'removed' }, { subjectId: id })
  return null
}

type Heard = {
  id: string
  text: string
  language: string
  mood: number | null
  topicId: string | null
  channel: string | null
  searchKey: string
}

/** Those of them that are news. */
const voicesIn = (tx: Tx, ids: readonly string[]): Promise<Heard[]> =>
  tx
    .selectFrom('feedback')
    .select(['id', 'text', 'language', 'mood', 'topicId', 'channel', 'searchKey'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('text', '<>', '')
    .where(isFresh())
    .execute()

/** What came in is held against every filter that somebody wants to be told of. */
export async function tellSubscribers(ctx: Writing, { feedbackIds }: { feedbackIds: string[] }, event: { id: string }): Promise<void> {
  const heard = await voicesIn(ctx.tx, feedbackIds)
  if (heard.length === 0) return
  const all = await ctx.tx
    .selectFrom('voiceSubscription')
    .innerJoin('member', 'member.id', 'voiceSubscription.memberId')
    .select([
      'voiceSubscription.id',
      'voiceSubscription.memberId',
      'voiceSubscription.name',
      'voiceSubscription.filter',
      'voiceSubscription.by',
      'voiceSubscription.toldAt',
    ])
    .where('member.endedAt', 'is', null)
    .execute()
  const topics = await topicsOf(ctx, all)
  for (const one of all) {
    const through = heard.filter(matches(VoiceFilters.parse(one.filter), topics))
    if (through.length === 0) continue
    if (one.by === 'notice')
      await notify(ctx, one.memberId, {
        type: 'voice.heard',
        facts: { n: through.length, name: one.name },
        subjectId: through[0]!.id,
        onceKey: `heard ${one.id} ${event.id}`,
      })
    else await mailSoon(ctx, one.id, one.toldAt)
  }
}

async function topicsOf({ tx }: Writing, all: readonly { filter: unknown }[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(all.flatMap(one => VoiceFilters.parse(one.filter).topic ?? []))]
  return new Map(await Promise.all(ids.map(async id => [id, await topicWithBelow(tx, id)] as const)))
}

/** The filters that say something of a voice as it comes in; how it ended is not known yet. */
const matches =
  ({ mood, q, topic, language, channel }: VoiceFilters, topics: ReadonlyMap<string, string[]>) =>
  (voice: Heard): boolean =>
    (mood === undefined || voice.mood === (mood === 'good' ? 1 : -1)) &&
    (q === undefined || q === '' || voice.searchKey.includes(searchKey(q))) &&
    (topic === undefined || (voice.topicId !== null && (topics.get(topic) ?? []).includes(voice.topicId))) &&
    (!language?.length || language.includes(voice.language)) &&
    (!channel?.length || (voice.channel !== null && channel.includes(voice.channel)))

/** At most once an hour: the clock that is running brings what comes until then. */
async function mailSoon(ctx: Writing, id: string, toldAt: Date): Promise<void> {
  const running = await ctx.tx
    .selectFrom('clock')
    .select('dueAt')
    .where('kind', '=', MAIL)
    .where('subjectId', '=', id)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  if (!running) await setClock(ctx, { kind: MAIL, subjectId: id, dueAt: new Date(Math.max(ctx.now.getTime(), toldAt.getTime() + HOUR)) })
}

async function mail(ctx: Writing, id: string): Promise<void> {
  const one = await ctx.tx
    .selectFrom('voiceSubscription')
    .innerJoin('member', 'member.id', 'voiceSubscription.memberId')
    .select([
      'voiceSubscription.name',
      'voiceSubscription.filter',
      'voiceSubscription.toldAt',
      'voiceSubscription.createdAt',
      'member.id as memberId',
    ])
    .select(['member.name as memberName', 'member.email', 'member.language'])
    .where('voiceSubscription.id', '=', id)
    .where('member.endedAt', 'is', null)
    .executeTakeFirst()
  if (!one) return
  const since = await ctx.tx
    .selectFrom('feedback')
    .select('id')
    .where('receivedAt', '>', one.toldAt)
    .where('receivedAt', '>=', one.createdAt)
    .where('text', '<>', '')
    .orderBy('saidAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
  const filter = VoiceFilters.parse(one.filter)
  const topics = await topicsOf(ctx, [one])
  const through = (
    await voicesIn(
      ctx.tx,
      since.map(row => row.id),
    )
  ).filter(matches(filter, topics))
  await ctx.tx.updateTable('voiceSubscription').set({ toldAt: ctx.now }).where('id', '=', id).execute()
  if (through.length === 0) return
  const language = one.language as Language
  const facts = { n: through.length, name: one.name, member: one.memberName }
  const address = await addressOf(ctx)
  const href = address && `${address.replace(/\/$/, '')}/${ctx.workspace.number}/voices`
  // The words alone: whose they are is seen there, by who may see it.
  const quotes = through.slice(0, MOST_IN_MAIL).map(voice => `“${[...voice.text].slice(0, 500).join('')}”`)
  const text = [say(language, 'voices.mail.subscription.text', facts), ...quotes].join('\n\n')
  await sendMail(ctx, {
    purpose: 'notice.voices',
    to: one.email,
    toName: one.memberName,
    subject: say(language, 'voices.mail.subscription.subject', facts),
    text: href ? `${text}\n\n${href}` : text,
    html: mailHtml(language, text, href ? { label: say(language, 'voices.mail.open'), href } : undefined),
    language,
    subjectId: id,
    memberId: one.memberId,
    expiresAt: new Date(ctx.now.getTime() + DAY),
  })
}

export const subscriptionClock: ClockKind = { kind: MAIL, fire: (ctx, { subjectId }) => mail(ctx, subjectId) }
