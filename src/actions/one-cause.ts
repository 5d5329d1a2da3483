import { sql } from 'kysely'
import { growthOf } from '#core/measures/growth.ts'
import { mayOpen } from '#inbox/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { listActions } from './actions.ts'
import { causesWithBelow, pathOf, treeOf } from './tree.ts'
import { addUp, basisOf, exposureOf, ratesOf, weeksToToday } from './weeks.ts'

const WEEKS = 52
const PER = 1000
const SURE = 0.05

/** A cause with everything below it: its weeks, whether it grows, what is done about it. @throws Problem 404 `cause.not-found` */
export async function readCause(ctx: Reading, { id }: { id: string }) {
  const tree = await treeOf(ctx)
  const cause = tree.names.get(id)
  if (!cause) throw notFound('cause')
  const all = await causesWithBelow(ctx, [id])
  const around = await weeksToToday(ctx, WEEKS)
  const { weeks } = around
  const basis = basisOf(weeks)
  const counts = addUp(around, all)
  const rates = ratesOf(weeks, counts, basis)
  const growth = growthOf(rates)
  const named = (one: string) => ({ id: one, name: tree.names.get(one)?.name ?? '' })
  return {
    id,
    name: cause.name,
    topic: await topicOf(ctx, cause.topicId),
    path: pathOf(tree, id).slice(0, -1).map(named),
    below: [...tree.parentOf].filter(([, parent]) => parent === id).map(([child]) => named(child)),
    cases: counts.reduce((a, b) => a + b, 0),
    customers: await customersOf(ctx, all, weeks[0]?.startsAt ?? ctx.now),
    basis,
    weeks: weeks.map((week, at) => {
      const exposure = exposureOf(week, basis)
      return { startsAt: week.startsAt, count: counts[at]!, rate: exposure ? (PER * counts[at]!) / exposure : null }
    }),
    grows: growth && growth.chance < SURE ? { sinceAt: weeks[rates[growth.since]!.at]!.startsAt, ratio: growth.ratio } : null,
    actions: (await listActions(ctx, { cause: id, limit: 50 })).items,
    whys: await whysOf(ctx, all),
    mayPlace: ctx.who.may('inbox.causes'),
  }
}

async function topicOf({ db, who }: Reading, id: string | null) {
  if (!id) return null
  const row = await db
    .selectFrom('topic')
    .select(['id', sql<string>`coalesce(names ->> ${who.language}, name)`.as('name')])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

async function customersOf({ db }: Reading, causeIds: readonly string[], since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(distinct customer_id)::int as n from customer_case
    where workspace_id = sabai_workspace() and opened_at >= ${since} and cause_id = any(${causeIds}::uuid[]) and merged_into is null`.execute(
    db as never,
  )
  return rows[0]!.n
}

/** What was asked and answered on the newest of its cases; only of those whose case the reader may open. */
async function whysOf(ctx: Reading, causeIds: readonly string[]) {
  if (!ctx.who.may('inbox.read')) return []
  const open = await mayOpen(ctx)
  const { rows } = await sql<{ caseId: string; number: number; ownerId: string; lines: string[] }>`
    select c.id as "caseId", c.number, c.owner_id as "ownerId", array_agg(why.text order by why.position) as lines
    from case_why why join customer_case c on c.workspace_id = why.workspace_id and c.id = why.case_id
    where why.workspace_id = sabai_workspace() and c.cause_id = any(${causeIds}::uuid[]) group by c.id, c.number, c.owner_id, c.opened_at
    order by c.opened_at desc limit 20`.execute(ctx.db as never)
  return rows
    .filter(row => open(row.ownerId))
    .map(({ caseId, number, lines }) => ({ caseId, number, lines }))
    .slice(0, 5)
}
