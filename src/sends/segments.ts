import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { segmentChanged } from './api.ts'
import { from, whomOf } from './people.ts'
import { Filter } from './segment-api.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

export const everybody: Filter = Filter.parse({})
export const filterOf = (kept: unknown): Filter => Filter.parse(kept)

/** The newest first. */
export async function listSegments({ db }: Reading, { q, archived = false, cursor, limit }: In<typeof api.listSegments>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('segment')
    .select(['id', 'name', 'filter', 'createdAt', 'archivedAt'])
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .$if(q !== undefined, query => query.where(sql<boolean>`position(lower(${q}) in lower(name)) > 0`))
    .$if(after !== null, query => query.where(sql<boolean>`(created_at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.createdAt, row.id])
  return { items: items.map(row => ({ ...row, filter: filterOf(row.filter) })), next }
}

/** @throws Problem 404 */
export async function findSegment(ctx: Reading | Writing, id: string) {
  const row = await from(ctx)
    .selectFrom('segment')
    .select(['id', 'name', 'filter', 'createdAt', 'archivedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('segment'))
  return { ...row, filter: filterOf(row.filter) }
}

/** Everybody whom a segment means at this moment, as a condition on `customer`. @throws Problem 404 */
export async function ofSegment(ctx: Reading | Writing, id: string) {
  const { filter } = await findSegment(ctx, id)
  return (await whomOf(ctx, filter)).where
}

export async function addSegment(ctx: Writing, { name, filter }: In<typeof api.addSegment>) {
  const id = newId()
  await ctx.tx
    .insertInto('segment')
    .values({ id, name, filter: JSON.stringify(filter), createdAt: ctx.now, createdBy: ctx.who.memberId, changedAt: ctx.now })
    .execute()
  await ctx.announce(segmentChanged, { segmentId: id, fields: ['name', 'filter'] }, { subjectId: id, detail: { name } })
  return { id }
}

export async function changeSegment(ctx: Writing, { id, name, filter, archived }: In<typeof api.changeSegment>) {
  await findSegment(ctx, id)
  const set = {
    ...(name !== undefined && { name }),
    ...(filter !== undefined && { filter: JSON.stringify(filter) }),
    ...(archived !== undefined && { archivedAt: archived ? ctx.now : null }),
  }
  await ctx.tx
    .updateTable('segment')
    .set({ ...set, changedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  await ctx.announce(segmentChanged, { segmentId: id, fields: Object.keys(set) }, { subjectId: id })
  return findSegment(ctx, id)
}

/** Who is meant, counted and by name. */
export async function people(ctx: Reading, { segmentId, filter, cursor, limit }: In<typeof api.peopleOf>) {
  const asked = segmentId ? (await findSegment(ctx, segmentId)).filter : (filter ?? everybody)
  const { where, unknown } = await whomOf(ctx, asked)
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const beyond = after ? sql`and (customer.name, customer.id) > (${after[0]}, ${after[1]}::uuid)` : sql``
  const counted = await sql<{ count: string }>`select count(*) as count from customer where ${where}`.execute(ctx.db as never)
  const { rows } = await sql<{ id: string; name: string; account: string | null; address: string | null }>`
    select customer.id, customer.name,
      (select account.name from account where account.workspace_id = customer.workspace_id and account.id = customer.account_id) as account,
      (select way.value from contact_way way where way.workspace_id = customer.workspace_id and way.customer_id = customer.id
        and way.archived_at is null order by way.preferred desc, way.created_at desc limit 1) as address
    from customer where ${where} ${beyond} order by customer.name, customer.id limit ${limit + 1}`.execute(ctx.db as never)
  return { count: Number(counted.rows[0]!.count), unknown: unknown.slice(0, 100), ...page(rows, limit, row => [row.name, row.id]) }
}
