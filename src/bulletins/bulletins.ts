import { sql } from 'kysely'
import type { z } from 'zod'
import { notify } from '#directory/index.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import { checkFilter, findPeople } from './affected.ts'
import * as api from './api.ts'
import { namesOf, worthOf } from './worth.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
export const TELL = 'bulletin.tell'

const connection = (ctx: Reading | Writing): Db => ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)

const rowsOf = (ctx: Reading | Writing) =>
  connection(ctx)
    .selectFrom('bulletin')
    .innerJoin('member', 'member.id', 'bulletin.ownerId')
    .selectAll('bulletin')
    .select('member.name as ownerName')
    .select(
      sql<number>`(select count(*) from bulletin_person p where p.workspace_id = bulletin.workspace_id and p.bulletin_id = bulletin.id and p.removed_at is null)::int`.as(
        'affected',
      ),
    )
    .select(
      sql<number>`(select count(distinct customer_id) from telling t where t.workspace_id = bulletin.workspace_id and t.bulletin_id = bulletin.id and t.mail_id is not null)::int`.as(
        'told',
      ),
    )

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

export async function listBulletins(ctx: Reading, { kind, state, action, cursor, limit }: In<typeof api.listBulletins>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await rowsOf(ctx)
    .where('bulletin.archivedAt', 'is', null)
    .$if(kind !== undefined, query => query.where('bulletin.kind', 'in', kind!))
    .$if(state !== undefined, query => query.where('bulletin.state', 'in', state!))
    .$if(action !== undefined, query => query.where('bulletin.actionId', '=', action!))
    .$if(after !== null, query =>
      query.where(sql<boolean>`(bulletin.created_at, bulletin.id) < (${String(after![0])}::timestamptz, ${String(after![1])}::uuid)`),
    )
    .orderBy('bulletin.createdAt', 'desc')
    .orderBy('bulletin.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.createdAt, row.id])
  return { items: items.map(shown), next }
}

const shown = (row: Row): api.Bulletin => ({
  id: row.id,
  kind: row.kind as api.BulletinKind,
  title: row.title,
  workaround: row.workaround,
  state: row.state as api.Bulletin['state'],
  owner: { id: row.ownerId, name: row.ownerName },
  actionId: row.actionId,
  filter: filterOf(row.filter),
  beganAt: row.beganAt,
  fixedAt: row.fixedAt,
  publicAt: row.publicAt,
  archivedAt: row.archivedAt,
  affected: row.affected,
  told: row.told,
})

const filterOf = (kept: unknown): api.AffectedFilter => api.addBulletin.input.shape.filter.parse(kept)

/** @throws Problem 404 `bulletin.not-found` */
export async function bulletinOf(ctx: Reading | Writing, id: string): Promise<api.Bulletin> {
  const row = await rowsOf(ctx).where('bulletin.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('bulletin')
  return shown(row)
}

async function checkOwner({ tx }: Writing, ownerId: string) {
  const owner = await tx.selectFrom('member').select('id').where('id', '=', ownerId).where('endedAt', 'is', null).executeTakeFirst()
  if (!owner) throw wrong('ownerId', 'not-a-member')
}

export async function addBulletin(ctx: Writing, { filter, actionId, ...rest }: In<typeof api.addBulletin>) {
  await checkOwner(ctx, rest.ownerId)
  checkFilter(filter)
  if (actionId && !(await ctx.tx.selectFrom('action').select('id').where('id', '=', actionId).executeTakeFirst())) throw notFound('action')
  const id = newId()
  await ctx.tx
    .insertInto('bulletin')
    .values({
      ...rest,
      id,
      actionId: actionId ?? null,
      filter: JSON.stringify(filter),
      createdAt: ctx.now,
      beganAt: filter.from ?? ctx.now,
      byMember: ctx.who.memberId,
    })
    .execute()
  await findPeople(ctx, id, filter)
  await notify(ctx, rest.ownerId, { type: 'bulletin.yours', facts: { title: rest.title }, subjectId: id })
  await ctx.announce(api.bulletinAdded, { bulletinId: id, kind: rest.kind }, { subjectId: id, detail: { title: rest.title } })
  return bulletinOf(ctx, id)
}

export async function changeBulletin(ctx: Writing, { id, filter, archived, ...rest }: In<typeof api.changeBulletin>) {
  const before = await bulletinOf(ctx, id)
  await checkOwner(ctx, rest.ownerId)
  checkFilter(filter)
  await ctx.tx
    .updateTable('bulletin')
    .set({ ...rest, filter: JSON.stringify(filter), archivedAt: archived ? (before.archivedAt ?? ctx.now) : null })
    .where('id', '=', id)
    .execute()
  await findPeople(ctx, id, filter)
  if (rest.ownerId !== before.owner.id)
    await notify(ctx, rest.ownerId, { type: 'bulletin.yours', facts: { title: rest.title }, subjectId: id })
  await ctx.announce(
    api.bulletinChanged,
    { bulletinId: id, fields: ['content'] },
    { subjectId: id, detail: { before: before.title, now: rest.title } },
  )
  return bulletinOf(ctx, id)
}

export async function publishBulletin(ctx: Writing, { id, on }: { id: string; on: boolean }) {
  await bulletinOf(ctx, id)
  await ctx.tx
    .updateTable('bulletin')
    .set({ publicAt: on ? ctx.now : null })
    .where('id', '=', id)
    .execute()
  await ctx.announce(api.bulletinPublished, { bulletinId: id, on }, { subjectId: id })
  return bulletinOf(ctx, id)
}

export async function readBulletin(ctx: Reading, { id }: { id: string }) {
  const bulletin = await bulletinOf(ctx, id)
  const { db, who, workspace } = ctx
  const updates = await db
    .selectFrom('bulletinUpdate')
    .leftJoin('member', 'member.id', 'bulletinUpdate.byMember')
    .select([
      'bulletinUpdate.id',
      'bulletinUpdate.at',
      'bulletinUpdate.state',
      'bulletinUpdate.words',
      'bulletinUpdate.tell',
      'bulletinUpdate.toldAt',
    ])
    .select(['member.name as byName'])
    .select(
      sql<number>`(select count(*) from telling t where t.workspace_id = bulletin_update.workspace_id and t.update_id = bulletin_update.id and t.mail_id is not null)::int`.as(
        'told',
      ),
    )
    .select(
      sql<number>`(select count(*) from telling t where t.workspace_id = bulletin_update.workspace_id and t.update_id = bulletin_update.id and t.mail_id is null)::int`.as(
        'excluded',
      ),
    )
    .where('bulletinUpdate.bulletinId', '=', id)
    .orderBy('bulletinUpdate.at', 'desc')
    .orderBy('bulletinUpdate.id', 'desc')
    .limit(100)
    .execute()
  return {
    ...bulletin,
    updates: updates.map(({ byName, ...row }) => ({
      ...row,
      by: byName,
      state: row.state as api.Bulletin['state'],
      words: api.Words.parse(row.words),
    })),
    ...(await worthOf(ctx, id)),
    names: await namesOf(ctx, bulletin.filter),
    publicPath: `/news/${workspace.number}/${id}`,
    mayTell: who.may('bulletins.tell'),
    mayChange: who.may('bulletins.change'),
  }
}
