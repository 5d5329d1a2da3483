import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf, startOfDay } from '#core/time/days.ts'
import { sightOf } from '#directory/index.ts'
import { feedbackPage, feedbackRows, mayOpen, scoreOf, topicWithBelow } from '#inbox/index.ts'
import type { Reading } from '#kernel/slice.ts'
import type { Ending, listVoices, Voice } from './api.ts'
import { heardOf } from './hearing.ts'

type Asked = z.output<typeof listVoices.input>

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const MOST = 10_000

/** What the feed shows of one piece of feedback, with how it ended. */
const voiceRows = ({ db, who }: Reading) =>
  feedbackRows(db, who.language)
    .leftJoin('member as replier', 'replier.id', 'feedback.repliedBy')
    .leftJoin('member as resolver', 'resolver.id', 'customerCase.resolvedBy')
    .leftJoin('cause', 'cause.id', 'customerCase.causeId')
    .select(['customerCase.ownerId', 'customerCase.dueAt', 'customerCase.resolvedAt', 'customerCase.done'])
    .select(['replier.name as replierName', 'resolver.name as resolverName', 'cause.name as causeName'])

type Row = Awaited<ReturnType<ReturnType<typeof voiceRows>['execute']>>[number]

/** Good and bad, open to every member; a viewer reads the words, not whose they are. */
export async function voices(ctx: Reading, asked: Asked) {
  const topics = asked.topic ? await topicWithBelow(ctx.db, asked.topic) : null
  const query = voiceRows(ctx)
    // A score without words is counted elsewhere; here people speak.
    .where('feedback.text', '<>', '')
    .$if(asked.mood !== undefined, inner => inner.where('feedback.mood', '=', asked.mood === 'good' ? 1 : -1))
    .$if(topics !== null, inner => inner.where('feedback.topicId', 'in', topics!.length > 0 ? topics! : [nowhere]))
    .$if(Boolean(asked.language?.length), inner => inner.where('feedback.language', 'in', asked.language!))
    .$if(Boolean(asked.channel?.length), inner => inner.where('feedback.channel', 'in', asked.channel!))
    .$if(asked.from !== undefined, inner => inner.where('feedback.saidAt', '>=', asked.from!))
    .$if(asked.until !== undefined, inner => inner.where('feedback.saidAt', '<', asked.until!))
    .$if(asked.ending === 'heard', inner => inner.where('feedback.caseId', 'is', null))
    .$if(asked.ending !== undefined && asked.ending !== 'heard', inner =>
      inner.where('customerCase.state', '=', states[asked.ending as 'waiting']),
    )
    .$if(asked.bookmarked === true, inner =>
      inner.where('feedback.id', 'in', eb =>
        eb
          .selectFrom('voiceBookmark')
          .select('voiceBookmark.feedbackId')
          .where('voiceBookmark.memberId', '=', ctx.who.memberId ?? nowhere),
      ),
    )
    .$if(asked.praise === true, inner =>
      inner.where('feedback.id', 'in', eb => eb.selectFrom('voicePraise').select('voicePraise.feedbackId')),
    )
    .$if(asked.unread === true, inner =>
      inner.where(eb =>
        eb.not(eb.exists(eb.selectFrom('voiceRead').select('voiceRead.feedbackId').whereRef('voiceRead.feedbackId', '=', 'feedback.id'))),
      ),
    )
  const show = await shower(ctx)
  const found = await feedbackPage<Row, Voice>(ctx, query as never, asked, show)
  const heard = await heardOf(
    ctx,
    found.items.map(one => one.id),
  )
  return { ...found, items: found.items.map(one => ({ ...one, heard: heard.get(one.id) ?? null })) }
}

const nowhere = '00000000-0000-0000-0000-000000000000'
const states = { waiting: 'open', replied: 'replied', resolved: 'resolved' } as const

/** One voice to begin the day with: the newest that somebody said in words, since yesterday if there is one. */
export async function voiceOfTheDay(ctx: Reading): Promise<Voice | null> {
  const row = await voiceRows(ctx)
    .where('feedback.text', '<>', '')
    .orderBy('feedback.saidAt', 'desc')
    .orderBy('feedback.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? (await shower(ctx))(row) : null
}

async function shower(ctx: Reading): Promise<(row: Row) => Voice> {
  const named = sightOf(ctx.who).customers
  const may = ctx.who.may('inbox.read') ? await mayOpen(ctx) : () => false
  return row => voiceOf(row, named, row.ownerId !== null && may(row.ownerId))
}

function voiceOf(row: Row, named: boolean, caseToo: boolean): Voice {
  const known = row.customerId !== null || row.author !== null || row.accountId !== null
  return {
    id: row.id,
    text: row.text,
    language: row.language,
    score: scoreOf(row),
    topic: row.topicId === null ? null : { id: row.topicId, name: row.topicName ?? '' },
    channel: row.channel,
    customer: named && row.customerId ? { id: row.customerId, name: row.customerName ?? '' } : null,
    author: named ? row.author : null,
    account: named && row.accountId ? { id: row.accountId, name: row.accountName ?? '' } : null,
    nameHidden: known && !named,
    saidAt: row.saidAt,
    saidAtKnown: row.saidAtKnown,
    receivedAt: row.receivedAt,
    ending: endingOf(row),
    case: caseToo ? { id: row.caseId!, number: row.caseNumber! } : null,
    heard: null,
  }
}

type Ended = Pick<
  Row,
  'caseState' | 'dueAt' | 'repliedAt' | 'receivedAt' | 'resolvedAt' | 'replierName' | 'resolverName' | 'causeName' | 'done'
>

/** Answered by whom after how long, resolved with what cause, or waiting with its time left. */
export function endingOf(row: Ended): Ending {
  const minutes = row.repliedAt ? Math.floor((row.repliedAt.getTime() - row.receivedAt.getTime()) / MINUTE) : null
  if (row.caseState === 'resolved')
    return { kind: 'resolved', by: row.resolverName, at: row.resolvedAt!, minutes, cause: row.causeName, done: row.done || null }
  if (row.repliedAt && row.caseState === 'replied') return { kind: 'replied', by: row.replierName, at: row.repliedAt, minutes: minutes! }
  return row.caseState ? { kind: 'waiting', dueAt: row.dueAt! } : { kind: 'heard' }
}

type Counted = { topicId: string | null; language: string; channel: string | null; good: number; bad: number; n: number }

/** What comes up among the newest: bounded, so that it is as quick with ten million voices. */
export async function countVoices(ctx: Reading) {
  const { db } = ctx
  const { rows } = await sql<Counted>`
    select topic_id as "topicId", language, channel, count(*)::int as n, count(*) filter (where mood = 1)::int as good, count(*) filter (where mood = -1)::int as bad
    from (select topic_id, language, channel, mood from feedback where workspace_id = sabai_workspace() and text <> '' order by said_at desc, id desc limit ${MOST}) newest
    group by 1, 2, 3`.execute(db as never)
  const sum = (of: readonly Counted[], what: 'n' | 'good' | 'bad') => of.reduce((total, row) => total + row[what], 0)
  const by = <Key>(key: (row: Counted) => Key) =>
    [...Map.groupBy(rows, key)]
      .map(([value, of]) => ({ value, count: sum(of, 'n'), bad: sum(of, 'bad') }))
      .sort((a, b) => b.count - a.count)
  const topics = by(row => row.topicId).slice(0, 12)
  const names = await topicNames(
    ctx,
    topics.flatMap(one => one.value ?? []),
  )
  return {
    n: sum(rows, 'n'),
    good: sum(rows, 'good'),
    bad: sum(rows, 'bad'),
    sinceYesterday: await countSince(ctx, sinceYesterday(ctx)),
    topics: topics.map(({ value, count, bad }) => ({ topic: value ? { id: value, name: names.get(value) ?? '' } : null, count, bad })),
    languages: by(row => row.language).map(({ value, count }) => ({ language: value, count })),
    channels: by(row => row.channel).flatMap(({ value, count }) => (value ? [{ channel: value, count }] : [])),
  }
}

async function topicNames({ db, who }: Reading, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('topic')
    .select(['id', sql<string>`coalesce(names ->> ${who.language}, name)`.as('name')])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

/** Midnight at the beginning of yesterday, in the workspace's zone. */
export const sinceYesterday = ({ now, workspace }: Pick<Reading, 'now' | 'workspace'>) =>
  startOfDay(addDays(dayOf(now, workspace.zone), -1), workspace.zone)

/** What was said in the last two weeks and nobody has opened: how many, up to a thousand or so, and the newest of them. */
export async function unreadVoices(ctx: Reading, most: number) {
  const { rows } = await sql<{ id: string; text: string; language: string; saidAt: Date; n: number }>`
    with unread as (select f.id, f.said_at from feedback f
      where f.workspace_id = sabai_workspace() and f.text <> '' and f.said_at >= ${new Date(ctx.now.getTime() - 14 * DAY)}
        and not exists (select from voice_read r where r.workspace_id = f.workspace_id and r.feedback_id = f.id)
      order by f.said_at desc, f.id desc limit ${MOST}),
    newest as (select id, said_at from unread order by said_at desc, id desc limit ${most})
    select f.id, f.text, f.language, f.said_at as "saidAt", (select count(*)::int from unread) as n from newest
    join feedback f on f.workspace_id = sabai_workspace() and f.id = newest.id order by f.said_at desc, f.id desc`.execute(ctx.db as never)
  return { count: rows[0]?.n ?? 0, items: rows.map(({ n: _, ...row }) => row) }
}

export async function countSince({ db }: Reading, since: Date): Promise<number> {
  const { n } = await db
    .selectFrom(inner =>
      inner.selectFrom('feedback').select('id').where('saidAt', '>=', since).where(sql<SqlBool>`text <> ''`).limit(MOST).as('newest'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
