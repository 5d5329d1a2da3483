import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { findPeople, setPerson } from './affected.ts'
import * as api from './api.ts'
import { bulletinOf } from './bulletins.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

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
