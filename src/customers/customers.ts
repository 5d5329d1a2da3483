import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { differences } from './accounts.ts'
import { addContactWay } from './contact-ways.ts'
import { anyOf, from, mustExist } from './current.ts'
import {
  type addCustomer,
  type ContactKind,
  type changeCustomer,
  customerAdded,
  customerChanged,
  type listCustomers,
} from './customer-api.ts'
import { reindexCustomer } from './indexing.ts'
import { found } from './search.ts'
import { searchKey, store } from './spelling.ts'

type Ctx = Reading | Writing

/** Customers by name. */
export async function list(
  ctx: Reading,
  { q, accountId, ownerId, language, archived = false, cursor, limit }: z.output<typeof listCustomers.input>,
) {
  const matches = await found(ctx, 'customer', q)
  if (matches?.length === 0) return { items: [], next: null }
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await customers(ctx)
    .where('customer.mergedInto', 'is', null)
    .where('customer.archivedAt', archived ? 'is not' : 'is', null)
    .$if(matches !== null, query => query.where('customer.id', '=', anyOf(matches!)))
    .$if(accountId !== undefined, query => query.where('customer.accountId', '=', accountId!))
    .$if(ownerId !== undefined, query => query.where('customer.ownerId', '=', ownerId!))
    .$if(language !== undefined, query => query.where('customer.language', '=', language!))
    .$if(after !== null, query => query.where(sql<boolean>`(customer.name, customer.id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('customer.name')
    .orderBy('customer.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.name, row.id])
  return { items: await shown(ctx, items), next }
}

/** Some customers as a list shows them, in the order of the ids. */
export async function byIds(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await customers(ctx).where('customer.id', '=', anyOf(ids)).execute()
  const all = await shown(ctx, rows)
  return ids.flatMap(id => all.find(one => one.id === id) ?? [])
}

const customers = (ctx: Ctx) =>
  from(ctx)
    .selectFrom('customer')
    .leftJoin('account', 'account.id', 'customer.accountId')
    .leftJoin('member', 'member.id', 'customer.ownerId')
    .select(['customer.id', 'customer.name', 'customer.callAs', 'customer.languages', 'customer.archivedAt'])
    .select(['customer.accountId', 'account.name as accountName', 'customer.ownerId', 'member.name as ownerName'])

export const named = (id: string | null, name: string | null) => (id !== null && name !== null ? { id, name } : null)

type Row = Awaited<ReturnType<ReturnType<typeof customers>['execute']>>[number]

async function shown(ctx: Ctx, rows: readonly Row[]) {
  const contacts = await contactsOf(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(({ accountId, accountName, ownerId, ownerName, ...row }) => ({
    ...row,
    account: named(accountId, accountName),
    owner: named(ownerId, ownerName),
    contact: contacts.get(row.id) ?? null,
  }))
}

/** The preferred way of each, else the first. */
async function contactsOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await from(ctx)
    .selectFrom('contactWay')
    .select(['customerId', 'kind', 'value'])
    .where('customerId', '=', anyOf(ids))
    .where('archivedAt', 'is', null)
    .orderBy('preferred')
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(row => [row.customerId, { kind: row.kind as ContactKind, value: row.value }]))
}

export async function add(ctx: Writing, { name, email, phone, ...rest }: z.output<typeof addCustomer.input>) {
  await check(ctx, rest)
  const id = newId()
  await ctx.tx
    .insertInto('customer')
    .values({ ...stored(rest), id, name: store(name), nameKey: searchKey(name), searchKey: '', createdAt: ctx.now })
    .execute()
  await reindexCustomer(ctx, id)
  await ctx.announce(customerAdded, { customerId: id }, { subjectId: id, customerId: id, detail: { name: store(name) } })
  if (email) await addContactWay(ctx, id, { kind: 'email', value: email })
  if (phone) await addContactWay(ctx, id, { kind: 'phone', value: phone })
  return id
}

export async function change(ctx: Writing, { id, ...asked }: z.output<typeof changeCustomer.input>) {
  const before = await ctx.tx
    .selectFrom('customer')
    .select(['name', 'callAs', 'accountId', 'ownerId', 'languages', 'notes'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('customer'))
  await check(ctx, asked)
  const { fields, now, before: old } = differences(before, stored(asked))
  if (fields.length === 0) return
  await ctx.tx
    .updateTable('customer')
    .set({ ...now, ...(now.name !== undefined && { nameKey: searchKey(now.name) }) })
    .where('id', '=', id)
    .execute()
  await reindexCustomer(ctx, id)
  await ctx.announce(customerChanged, { customerId: id, fields }, { subjectId: id, customerId: id, detail: { before: old, now } })
}

async function check(
  { tx }: Writing,
  { accountId, ownerId }: { accountId?: string | null | undefined; ownerId?: string | null | undefined },
) {
  if (accountId) await mustExist(tx, 'account', accountId)
  if (ownerId) await mustExist(tx, 'member', ownerId)
}

/** Texts as the database keeps them; an emptied note is none. */
const stored = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, typeof value === 'string' ? store(value) || null : value])) as T
