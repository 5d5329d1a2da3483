import { sql } from 'kysely'
import type { z } from 'zod'
import { notify, visibleTo } from '#directory/index.ts'
import { setClock } from '#kernel/clock.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import { checkFilter, findPeople, setPerson } from './affected.ts'
import * as api from './api.ts'

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

export async function findAffected(ctx: Writing, { id }: { id: string }) {
  const { filter } = await bulletinOf(ctx, id)
  return { found: await findPeople(ctx, id, filter) }
}

export async function setAffected(ctx: Writing, { id, customerId, affected }: In<typeof api.setAffected>) {
  await bulletinOf(ctx, id)
  if (!(await ctx.tx.selectFrom('customer').select('id').where('id', '=', customerId).executeTakeFirst())) throw notFound('customer')
  await setPerson(ctx, { bulletinId: id, customerId, affected })
  await ctx.announce(api.bulletinChanged, { bulletinId: id, fields: ['people'] }, { subjectId: id, customerId })
  return null
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

/** An entry of the timeline; its telling begins after the commit, in turns. */
export async function addUpdate(ctx: Writing, { id, state, words, tell }: In<typeof api.addUpdate>) {
  const before = await bulletinOf(ctx, id)
  const updateId = newId()
  await ctx.tx
    .insertInto('bulletinUpdate')
    .values({ id: updateId, bulletinId: id, at: ctx.now, byMember: ctx.who.memberId, state, words: JSON.stringify(words), tell })
    .execute()
  await ctx.tx
    .updateTable('bulletin')
    .set({ state, fixedAt: state === 'fixed' ? (before.fixedAt ?? ctx.now) : null })
    .where('id', '=', id)
    .execute()
  if (tell) await setClock(ctx, { kind: TELL, subjectId: updateId, dueAt: ctx.now })
  await ctx.announce(api.bulletinUpdated, { bulletinId: id, updateId, state, tell }, { subjectId: id })
  return { id: updateId }
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
    publicPath: `/news/${workspace.number}/${id}`,
    mayTell: who.may('bulletins.tell'),
    mayChange: who.may('bulletins.change'),
  }
}

/** What is at risk with them: their accounts, a month's revenue of these, the languages in which to write. */
async function worthOf(ctx: Reading, id: string) {
  const affected = sql`select c.id, c.account_id, c.language from bulletin_person p
    join customer c on c.workspace_id = p.workspace_id and c.id = p.customer_id
    where p.workspace_id = sabai_workspace() and p.bulletin_id = ${id} and p.removed_at is null`
  const { rows: languages } = await sql<{ language: string; count: number }>`
    select coalesce(language, 'und') as language, count(*)::int as count from (${affected}) met group by 1 order by 2 desc`.execute(
    ctx.db as never,
  )
  const { rows: accounts } = await sql<{ n: number }>`select count(distinct account_id)::int as n from (${affected}) met`.execute(
    ctx.db as never,
  )
  return { accounts: accounts[0]!.n, languages, revenue: await revenueOf(ctx, affected) }
}

async function revenueOf(ctx: Reading, affected: ReturnType<typeof sql>) {
  if (!ctx.who.may('revenue.read')) return null
  const { revenue } = await visibleTo(ctx)
  const mine = revenue === 'all' ? sql`true` : sql`a.owner_id = any(${revenue}::uuid[])`
  const { rows } = await sql<{ currency: string | null; monthly: number }>`
    select a.currency, sum(a.monthly_revenue)::float8 as monthly from account a
    where a.workspace_id = sabai_workspace() and a.id in (select account_id from (${affected}) met) and a.monthly_revenue > 0
      and (a.ends_on is null or a.ends_on >= ${ctx.now}::date) and ${mine} group by 1 order by 2 desc`.execute(ctx.db as never)
  return rows
}

export async function listAffected(ctx: Reading, { id, cursor, limit }: In<typeof api.listAffected>) {
  const { db } = ctx
  await bulletinOf(ctx, id)
  const after = cursor === undefined ? null : cursorValues(cursor, 1)
  const rows = await db
    .selectFrom('bulletinPerson')
    .innerJoin('customer', 'customer.id', 'bulletinPerson.customerId')
    .leftJoin('account', 'account.id', 'customer.accountId')
    .select(['customer.id', 'customer.name', 'customer.language', 'account.name as account'])
    .where('bulletinPerson.bulletinId', '=', id)
    .where('bulletinPerson.removedAt', 'is', null)
    .$if(after !== null, query => query.where('bulletinPerson.customerId', '>', String(after![0])))
    .orderBy('bulletinPerson.customerId')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.id])
  const { rows: told } = await sql<{ customerId: string; toldAt: Date | null; excludedBy: string | null }>`
    select distinct on (customer_id) customer_id as "customerId", case when mail_id is not null then at end as "toldAt", excluded_by as "excludedBy" from telling
    where workspace_id = sabai_workspace() and bulletin_id = ${id} and customer_id = any(${items.map(row => row.id)}::uuid[])
    order by customer_id, at desc, id desc`.execute(db as never)
  const known = new Map(told.map(row => [row.customerId, row]))
  return {
    items: items.map(row => ({
      ...row,
      toldAt: known.get(row.id)?.toldAt ?? null,
      excludedBy: (known.get(row.id)?.excludedBy ?? null) as (typeof api.excludedBy)[number] | null,
    })),
    next,
  }
}
