import { existsSync, readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { cursorValues, page } from '#kernel/cursor.ts'
import { folder } from '#kernel/folder.ts'
import type { Reading } from '#kernel/slice.ts'
import type { TimelineEntry, TimelineSource } from '#kernel/timeline.ts'
import { allOf, anyOf, mustExist } from './current.ts'
import type { TimelineItem } from './customer-words.ts'
import { revenueSeenBy } from './revenue.ts'

const slices = new URL('../', import.meta.url)
let found: Promise<TimelineSource[]> | undefined

/** What is in no event of ours, from every slice: a file in a folder `timelines/` is one. The folder is read, not imported from. */
const sources = () => (found ??= readSources())

async function readSources() {
  const folders = readdirSync(slices).map(slice => new URL(`${slice}/timelines/`, slices))
  return (await Promise.all(folders.filter(url => existsSync(url)).map(url => folder<TimelineSource>(url)))).flat()
}

type Asked = { id: string; cursor?: string | undefined; limit: number }

/** Everything that happened with a customer and with those who were merged into them, the newest first. */
export async function ofCustomer(ctx: Reading, asked: Asked) {
  await mustExist(ctx.db, 'customer', asked.id)
  return timeline(ctx, 'customerId', await allOf(ctx.db, 'customer', asked.id), asked)
}

/** What happened to an account. Revenue in a changed value is seen by those who see revenue. */
export async function ofAccount(ctx: Reading, asked: Asked) {
  await mustExist(ctx.db, 'account', asked.id)
  const { ownerId } = await ctx.db.selectFrom('account').select('ownerId').where('id', '=', asked.id).executeTakeFirstOrThrow()
  const revenueSeen = (await revenueSeenBy(ctx))(ownerId)
  const { items, next } = await timeline(ctx, 'subjectId', await allOf(ctx.db, 'account', asked.id), asked)
  return { items: revenueSeen ? items : items.map(withoutRevenue), next }
}

async function timeline({ db }: Reading, by: 'customerId' | 'subjectId', ids: readonly string[], { cursor, limit }: Asked) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('event')
    .leftJoin('eventDetail', 'eventDetail.eventId', 'event.id')
    .leftJoin('member', 'member.id', 'event.actorId')
    .leftJoin('apiKey', 'apiKey.id', 'event.actorId')
    .select(['event.id', 'event.at', 'event.type', 'event.subjectId', 'event.facts', 'eventDetail.detail'])
    .select(['event.actorKind', 'event.actorId', 'member.name as memberName', 'apiKey.name as keyName'])
    .where(`event.${by}`, '=', anyOf(ids))
    .$if(after !== null, query => query.where(sql<boolean>`(event.at, event.id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute()
  const place = after && { at: String(after[0]), id: String(after[1]) }
  const more =
    by === 'subjectId' ? [] : await Promise.all((await sources()).map(one => one.of(db, ids, { after: place, limit: limit + 1 })))
  const all = [...rows.map(shown), ...more.flat().map(entry)].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
  return page(all, limit, row => [row.at, row.id])
}

const entry = ({ text, ...one }: TimelineEntry): TimelineItem => ({
  ...one,
  facts: {},
  detail: text === null ? null : { text },
  actor: { kind: 'customer', id: null, name: null },
})

type Row = Omit<TimelineItem, 'actor' | 'facts' | 'detail'> & {
  facts: unknown
  detail: unknown
  actorKind: string
  actorId: string | null
  memberName: string | null
  keyName: string | null
}

const shown = ({ actorKind, actorId, memberName, keyName, ...row }: Row): TimelineItem => ({
  ...row,
  facts: row.facts as TimelineItem['facts'],
  detail: row.detail as TimelineItem['detail'],
  actor: { kind: actorKind, id: memberName === null ? null : actorId, name: memberName ?? keyName },
})

const secret = new Set(['monthlyRevenue', 'currency'])

function withoutRevenue(item: TimelineItem): TimelineItem {
  const cut = (value: unknown) =>
    value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([field]) => !secret.has(field))) : value
  return { ...item, detail: item.detail && Object.fromEntries(Object.entries(item.detail).map(([part, value]) => [part, cut(value)])) }
}
