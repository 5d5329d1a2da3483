import { sql } from 'kysely'
import { visibleTo } from '#directory/index.ts'
import type { Reading } from '#kernel/slice.ts'
import type { AffectedFilter } from './api.ts'

/** What is at risk with them: their accounts, a month's revenue of these, the languages in which to write. */
export async function worthOf(ctx: Reading, id: string) {
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

/** What the ids of a filter are called, for whoever changes it. */
export async function namesOf({ db }: Reading, { accountIds, segmentId }: AffectedFilter) {
  const accounts =
    accountIds.length === 0 ? [] : await db.selectFrom('account').select(['id', 'name']).where('id', 'in', accountIds).execute()
  const segment = segmentId ? await db.selectFrom('segment').select('name').where('id', '=', segmentId).executeTakeFirst() : undefined
  return { accounts, segment: segment?.name ?? null }
}
