import { sql } from 'kysely'
import type { z } from 'zod'
import { visibleTo } from '#directory/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { openActionsOf } from './actions.ts'
import type * as api from './api.ts'
import { pathOf, type Tree, treeOf } from './tree.ts'

type Asked = z.output<typeof api.pareto.input>
type Money = { currency: string | null; monthly: number }
const DAY = 86_400_000
const MOST = 60

/** The largest causes first. What stands below a cause is counted with it, each case and each customer once. */
export async function pareto(ctx: Reading, { days, by, under }: Asked) {
  const since = new Date(ctx.now.getTime() - days * DAY)
  const tree = await treeOf(ctx)
  if (under && !tree.names.has(under)) throw notFound('cause')
  const shownAs = levelOf(tree, under ?? null)
  const counted = await countsOf(ctx, since, shownAs)
  const revenue = await revenueOf(ctx, since, shownAs)
  const topics = await topicNames(ctx)
  const acting = await openActionsOf(ctx, [...new Set(shownAs.values())])
  const bars = counted.map(({ id, cases, customers }) => {
    const { name = '', topicId = null } = tree.names.get(id) ?? {}
    return {
      cause: { id, name },
      topic: topicId ? { id: topicId, name: topics.get(topicId) ?? '' } : null,
      below: id === under ? 0 : [...shownAs].filter(([one, as]) => as === id && one !== id).length,
      cases,
      customers,
      revenue: revenue ? (revenue.get(id) ?? []) : null,
      actions: acting.get(id) ?? 0,
    }
  })
  const all = await knownOf(ctx, since)
  return { from: since, under: under ? { id: under, name: tree.names.get(under)!.name } : null, ...all, items: running(bars, by) }
}

/** As which cause each is shown: at the top of the tree its root; under one, the child of that one above it, or that one itself. */
function levelOf(tree: Tree, under: string | null): Map<string, string> {
  const level = new Map<string, string>()
  for (const id of tree.names.keys()) {
    const path = pathOf(tree, id)
    if (under === null) level.set(id, path[0]!)
    else if (path.includes(under)) level.set(id, path[path.indexOf(under) + 1] ?? under)
  }
  return level
}

const mapOf = (level: ReadonlyMap<string, string>) =>
  sql`unnest(${[...level.keys()]}::uuid[], ${[...level.values()]}::uuid[]) as level (cause_id, shown)`
const caused = (since: Date) =>
  sql`c.workspace_id = sabai_workspace() and c.opened_at >= ${since} and c.cause_id is not null and c.merged_into is null`

async function countsOf({ db }: Reading, since: Date, level: ReadonlyMap<string, string>) {
  const { rows } = await sql<{ id: string; cases: number; customers: number }>`
    select level.shown as id, count(*)::int as cases, count(distinct c.customer_id)::int as customers
    from customer_case c join ${mapOf(level)} on level.cause_id = c.cause_id where ${caused(since)} group by 1`.execute(db as never)
  return rows
}

/** A month's revenue of the accounts that met a cause and are still here; null for who may see none. */
async function revenueOf(ctx: Reading, since: Date, level: ReadonlyMap<string, string>): Promise<Map<string, Money[]> | null> {
  if (!ctx.who.may('revenue.read')) return null
  const { revenue } = await visibleTo(ctx)
  const mine = revenue === 'all' ? sql`true` : sql`a.owner_id = any(${revenue}::uuid[])`
  const { rows } = await sql<{ id: string; currency: string | null; monthly: number }>`
    select met.shown as id, a.currency, sum(a.monthly_revenue)::float8 as monthly from (
      select distinct level.shown, c.account_id from customer_case c join ${mapOf(level)} on level.cause_id = c.cause_id
      where ${caused(since)} and c.account_id is not null) met
    join account a on a.workspace_id = sabai_workspace() and a.id = met.account_id
    where a.monthly_revenue > 0 and (a.ends_on is null or a.ends_on >= ${ctx.now}::date) and ${mine} group by 1, 2 order by 3 desc`.execute(
    ctx.db as never,
  )
  return Map.groupBy(rows, row => row.id) as never
}

async function topicNames({ db, who }: Reading): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('topic')
    .select(['id', sql<string>`coalesce(names ->> ${who.language}, name)`.as('name')])
    .limit(5000)
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

async function knownOf({ db }: Reading, since: Date) {
  const { rows } = await sql<{ caused: number; uncaused: number }>`
    select count(cause_id)::int as caused, (count(*) - count(cause_id))::int as uncaused from customer_case
    where workspace_id = sabai_workspace() and opened_at >= ${since} and merged_into is null`.execute(db as never)
  return rows[0]!
}

type Sized = { cases: number; customers: number; revenue: readonly Money[] | null }
const weights = {
  cases: (one: Sized) => one.cases,
  customers: (one: Sized) => one.customers,
  // Of several currencies the largest sum: they are never added.
  revenue: (one: Sized) => one.revenue?.[0]?.monthly ?? 0,
}

function running<One extends Sized>(bars: readonly One[], by: Asked['by']) {
  const weight = weights[by]
  const sorted = [...bars].sort((a, b) => weight(b) - weight(a) || b.cases - a.cases)
  const all = sorted.reduce((sum, one) => sum + weight(one), 0) || 1
  let so = 0
  return sorted.slice(0, MOST).map(one => {
    so += weight(one)
    return { ...one, share: weight(one) / all, cumulative: so / all }
  })
}
