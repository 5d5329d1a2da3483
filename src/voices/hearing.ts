import { sql } from 'kysely'
import { notify, sightOf } from '#directory/index.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import * as api from './hearing-api.ts'
import { type Heard, type Reaction, reactions } from './hearing-words.ts'

const connection = (ctx: Reading | Writing): Db => ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)
const among = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

/** Of a page of voices: what colleagues did with each, in four look-ups. */
export async function heardOf(ctx: Reading | Writing, ids: readonly string[]): Promise<Map<string, Heard>> {
  if (ids.length === 0) return new Map()
  const db = connection(ctx)
  const me = ctx.who.memberId
  const { rows: reacted } = await sql<{ id: string; kind: Reaction; count: number; mine: boolean }>`
    select feedback_id as id, kind, count(*)::int as count, coalesce(bool_or(member_id = ${me}), false) as mine from voice_reaction
    where workspace_id = sabai_workspace() and feedback_id = ${among(ids)} group by 1, 2`.execute(db as never)
  const { rows: said } = await sql<{ id: string; count: number }>`
    select feedback_id as id, count(*)::int as count from voice_comment
    where workspace_id = sabai_workspace() and feedback_id = ${among(ids)} and removed_at is null group by 1`.execute(db as never)
  const kept = await db
    .selectFrom('voiceBookmark')
    .select('feedbackId')
    .where('memberId', '=', me ?? nobody)
    .where('feedbackId', '=', among(ids))
    .execute()
  const read = await db.selectFrom('voiceRead').select(['feedbackId', 'readers']).where('feedbackId', '=', among(ids)).execute()
  const praised = await db
    .selectFrom('voicePraise')
    .innerJoin('member', 'member.id', 'voicePraise.memberId')
    .select(['voicePraise.feedbackId', 'member.id', 'member.name'])
    .where('voicePraise.feedbackId', '=', among(ids))
    .execute()
  return new Map(
    ids.map(id => [
      id,
      {
        reactions: reactions.map(kind => {
          const row = reacted.find(one => one.id === id && one.kind === kind)
          return { kind, count: row?.count ?? 0, mine: row?.mine ?? false }
        }),
        comments: said.find(one => one.id === id)?.count ?? 0,
        bookmarked: kept.some(one => one.feedbackId === id),
        readers: read.find(one => one.feedbackId === id)?.readers ?? 0,
        praised: praised.filter(one => one.feedbackId === id).map(({ id, name }) => ({ id, name })),
      },
    ]),
  )
}

const nobody = '00000000-0000-0000-0000-000000000000'

const one = async (ctx: Writing, id: string): Promise<Heard> => (await heardOf(ctx, [id])).get(id)!

/** @throws Problem 403 for a key: these are a person's */
function me({ who }: Reading | Writing): string {
  if (!who.memberId) throw new Problem('forbidden', 403)
  return who.memberId
}

/** @throws Problem 404 `voice.not-found` */
export async function mustBeVoice(tx: Tx | Db, id: string) {
  const found = await (tx as Tx)
    .selectFrom('feedback')
    .select(['id', 'customerId', 'saidAt', 'mood', 'text'])
    .where('id', '=', id)
    .where('text', '<>', '')
    .executeTakeFirst()
  if (!found) throw notFound('voice')
  return found
}

/** The first one is who read it first; more are counted. Only voices of here. */
export async function markRead(ctx: Writing, { ids }: { ids: string[] }) {
  const { rows } = await sql<{ id: string }>`
    insert into voice_read (workspace_id, feedback_id, first_by, first_at)
    select workspace_id, id, ${me(ctx)}::uuid, ${ctx.now} from feedback where workspace_id = sabai_workspace() and id = ${among([...new Set(ids)].sort())} order by id
    on conflict (workspace_id, feedback_id) do update set readers = voice_read.readers + 1 returning feedback_id as id`.execute(ctx.tx)
  return { marked: rows.length }
}

export async function react(ctx: Writing, { id, kind, on }: { id: string; kind: Reaction; on: boolean }) {
  await mustBeVoice(ctx.tx, id)
  const memberId = me(ctx)
  const changed = on
    ? await ctx.tx
        .insertInto('voiceReaction')
        .values({ feedbackId: id, memberId, kind, at: ctx.now })
        .onConflict(on => on.doNothing())
        .executeTakeFirst()
        .then(done => done.numInsertedOrUpdatedRows)
    : await ctx.tx
        .deleteFrom('voiceReaction')
        .where('feedbackId', '=', id)
        .where('memberId', '=', memberId)
        .where('kind', '=', kind)
        .executeTakeFirst()
        .then(done => done.numDeletedRows)
  if (changed) await ctx.announce(api.voiceReacted, { feedbackId: id, kind, on }, { subjectId: id })
  return one(ctx, id)
}

export async function bookmark(ctx: Writing, { id, on }: { id: string; on: boolean }) {
  await mustBeVoice(ctx.tx, id)
  const memberId = me(ctx)
  if (on)
    await ctx.tx
      .insertInto('voiceBookmark')
      .values({ feedbackId: id, memberId, at: ctx.now })
      .onConflict(on => on.doNothing())
      .execute()
  else await ctx.tx.deleteFrom('voiceBookmark').where('feedbackId', '=', id).where('memberId', '=', memberId).execute()
  return one(ctx, id)
}

/** Names that a viewer may not see are covered in what colleagues wrote about them. */
export async function listComments(ctx: Reading, { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number }) {
  const { db, who } = ctx
  await mustBeVoice(db, id)
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('voiceComment')
    .innerJoin('member', 'member.id', 'voiceComment.memberId')
    .select(['voiceComment.id', 'voiceComment.memberId', 'voiceComment.at', 'voiceComment.text', 'voiceComment.removedAt', 'member.name'])
    .where('voiceComment.feedbackId', '=', id)
    .$if(after !== null, query =>
      query.where(sql<boolean>`(voice_comment.at, voice_comment.id) > (${String(after![0])}::timestamptz, ${String(after![1])}::uuid)`),
    )
    .orderBy('voiceComment.at')
    .orderBy('voiceComment.id')
    .limit(limit + 1)
    .execute()
  const covered = sightOf(who).customers ? [] : await namesIn(db, id)
  const { items, next } = page(rows, limit, row => [row.at, row.id])
  return {
    items: items.map(row => ({
      id: row.id,
      by: { id: row.memberId, name: row.name },
      at: row.at,
      text: row.removedAt ? '' : cover(row.text, covered),
      removed: row.removedAt !== null,
      mine: row.memberId === who.memberId,
    })),
    next,
  }
}

async function namesIn(db: Db, feedbackId: string): Promise<string[]> {
  const row = await db
    .selectFrom('feedback')
    .leftJoin('customer', 'customer.id', 'feedback.customerId')
    .leftJoin('account', 'account.id', 'feedback.accountId')
    .select(['feedback.author', 'customer.name', 'customer.callAs', 'account.name as accountName'])
    .where('feedback.id', '=', feedbackId)
    .executeTakeFirst()
  const whole = [row?.author, row?.name, row?.callAs, row?.accountName].filter(name => typeof name === 'string')
  return [...whole, ...whole.flatMap(name => name.split(/\s+/).filter(part => part.length > 2))]
}

/** Longest first, so that no half of a name is left. */
export const cover = (text: string, names: readonly string[]): string =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .reduce((so, name) => so.replaceAll(new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu'), '•••'), text)

/** Whoever is named with @ is told; a name is whole, as written in the list of people. */
export async function addComment(ctx: Writing, { id, text }: { id: string; text: string }) {
  await mustBeVoice(ctx.tx, id)
  const commentId = newId()
  const memberId = me(ctx)
  await ctx.tx.insertInto('voiceComment').values({ id: commentId, feedbackId: id, memberId, text, at: ctx.now }).execute()
  await ctx.announce(api.voiceCommented, { feedbackId: id, commentId, what: 'added' }, { subjectId: id, detail: { text } })
  const by = await ctx.tx.selectFrom('member').select('name').where('id', '=', memberId).executeTakeFirst()
  for (const told of await mentioned(ctx, text))
    await notify(ctx, told, { type: 'voice.mentioned', facts: { by: by?.name ?? '' }, subjectId: id, onceKey: `mention ${commentId}` })
  return { id: commentId }
}

/** Everybody whose whole name stands behind an @. */
async function mentioned({ tx }: Writing, text: string): Promise<string[]> {
  if (!text.includes('@')) return []
  const said = text.toLocaleLowerCase().split('@').slice(1)
  const members = await tx.selectFrom('member').select(['id', 'name']).where('endedAt', 'is', null).limit(20_000).execute()
  return members.filter(({ name }) => said.some(rest => rest.startsWith(name.toLocaleLowerCase()))).map(one => one.id)
}

/** One's own only. */
export async function removeComment(ctx: Writing, { id, commentId, removed }: { id: string; commentId: string; removed: boolean }) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('voiceComment')
    .set({ removedAt: removed ? ctx.now : null })
    .where('id', '=', commentId)
    .where('feedbackId', '=', id)
    .where('memberId', '=', me(ctx))
    .executeTakeFirst()
  if (!numUpdatedRows) throw notFound('comment')
  await ctx.announce(api.voiceCommented, { feedbackId: id, commentId, what: removed ? 'removed' : 'restored' }, { subjectId: id })
  return null
}
