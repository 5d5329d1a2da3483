import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { accountAdded, accountChanged, type addAccount, type changeAccount, type listAccounts } from './account-api.ts'
import { from, mustExist } from './current.ts'
import { refuseUnseenRevenue, revenueSeenBy } from './revenue.ts'
import { found } from './search.ts'
import { findableKey, gramsOf, searchKey, store } from './spelling.ts'

type Asked = z.output<typeof listAccounts.input>

/** Accounts by name, with how many people they have; those found by a search begin with the names that begin so. */
export async function list(ctx: Reading, { q, ownerId, plan, archived = false, cursor, limit }: Asked) {
  const matches = await found(ctx, 'account', q)
  if (matches?.length === 0) return { items: [], next: null }
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await accounts(ctx)
    .where('account.mergedInto', 'is', null)
    .where('account.archivedAt', archived ? 'is not' : 'is', null)
    .$if(matches !== null, query => query.where('account.id', 'in', matches!))
    .$if(ownerId !== undefined, query => query.where('account.ownerId', '=', ownerId!))
    .$if(plan !== undefined, query => query.where('account.plan', '=', plan!))
    .$if(after !== null, query => query.where(sql<boolean>`(account.name, account.id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('account.name')
    .orderBy('account.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.name, row.id])
  return { items: await shown(ctx, items), next }
}

/** @throws Problem 404 */
export async function get(ctx: Reading | Writing, id: string) {
  const row = await accounts(ctx)
    .where('account.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('account'))
  const merged = await from(ctx).selectFrom('account').select(['id', 'name']).where('mergedInto', '=', id).orderBy('name').execute()
  return { ...(await shown(ctx, [row]))[0]!, merged }
}

const accounts = (ctx: Reading | Writing) =>
  from(ctx)
    .selectFrom('account')
    .leftJoin('member', 'member.id', 'account.ownerId')
    .leftJoin('account as winner', 'winner.id', 'account.mergedInto')
    .select(['account.id', 'account.name', 'account.source', 'account.externalId', 'account.plan', 'account.startsOn', 'account.endsOn'])
    .select(['account.ownerId', 'member.name as ownerName', 'account.monthlyRevenue', 'account.currency', 'account.createdAt'])
    .select(['account.archivedAt', 'account.mergedInto as winnerId', 'winner.name as winnerName'])

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['execute']>>[number]

async function shown(ctx: Reading | Writing, rows: readonly Row[]) {
  const seen = await revenueSeenBy(ctx)
  const people = await peopleOf(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(({ ownerId, ownerName, winnerId, winnerName, monthlyRevenue, currency, ...row }) => ({
    ...row,
    owner: ownerId && ownerName !== null ? { id: ownerId, name: ownerName } : null,
    mergedInto: winnerId && winnerName !== null ? { id: winnerId, name: winnerName } : null,
    revenueSeen: seen(ownerId),
    monthlyRevenue: seen(ownerId) && monthlyRevenue !== null ? Number(monthlyRevenue) : null,
    currency: seen(ownerId) ? currency : null,
    people: people.get(row.id) ?? 0,
  }))
}

async function peopleOf(ctx: Reading | Writing, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await from(ctx)
    .selectFrom('customer')
    .select(({ fn }) => ['accountId', fn.countAll<number>().as('n')])
    .where('accountId', 'in', ids)
    .where('archivedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .groupBy('accountId')
    .execute()
  return new Map(rows.map(row => [row.accountId!, row.n]))
}

export async function add(ctx: Writing, { name, ...rest }: z.output<typeof addAccount.input>) {
  await check(ctx, rest)
  await refuseUnseenRevenue(ctx, rest.ownerId ?? null, rest)
  const id = newId()
  const named = store(name)
  const key = searchKey(named)
  await ctx.tx
    .insertInto('account')
    .values({ ...rest, id, name: named, nameKey: key, searchKey: key, grams: gramsOf(key, ctx.workspace), createdAt: ctx.now })
    .execute()
  await ctx.announce(accountAdded, { accountId: id }, { subjectId: id, detail: { name: named } })
  return get(ctx, id)
}

/** Only what is named changes; the old and the new values are in the erasable detail of its event. */
export async function change(ctx: Writing, { id, ...asked }: z.output<typeof changeAccount.input>) {
  const before = await ctx.tx
    .selectFrom('account')
    .select(['name', 'externalId', 'plan', 'startsOn', 'endsOn', 'ownerId', 'monthlyRevenue', 'currency'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('account'))
  await check(ctx, { startsOn: before.startsOn, endsOn: before.endsOn, ...asked })
  await refuseUnseenRevenue(ctx, before.ownerId, asked)
  const changed = differences(before, asked.name === undefined ? asked : { ...asked, name: store(asked.name) })
  if (changed.fields.length > 0) {
    await ctx.tx
      .updateTable('account')
      .set({ ...changed.now, ...renamed(ctx, changed.now.name, before.externalId) })
      .where('id', '=', id)
      .execute()
    await ctx.announce(
      accountChanged,
      { accountId: id, fields: changed.fields },
      { subjectId: id, detail: { before: changed.before, now: changed.now } },
    )
  }
  return get(ctx, id)
}

const renamed = ({ workspace }: Writing, name: string | undefined, externalId: string | null) => {
  if (name === undefined) return {}
  const key = findableKey([name, externalId])
  return { nameKey: searchKey(name), searchKey: key, grams: gramsOf(key, workspace) }
}

type Values = { ownerId?: string | null | undefined; startsOn?: string | null | undefined; endsOn?: string | null | undefined }

async function check(ctx: Writing, { ownerId, startsOn, endsOn }: Values) {
  if (ownerId) await mustExist(ctx.tx, 'member', ownerId)
  if (startsOn && endsOn && endsOn < startsOn) throw wrong('endsOn', 'before-start')
}

/** What is really different, for the update and for the event. */
export function differences<Before extends object, Asked extends object>(before: Before, asked: Asked) {
  const old = before as Record<string, unknown>
  const entries = Object.entries(asked).filter(
    ([field, value]) => value !== undefined && JSON.stringify(old[field]) !== JSON.stringify(value),
  )
  return {
    fields: entries.map(([field]) => field),
    now: Object.fromEntries(entries) as { [K in keyof Asked]?: Exclude<Asked[K], undefined> },
    before: Object.fromEntries(entries.map(([field]) => [field, old[field] ?? null])),
  }
}
