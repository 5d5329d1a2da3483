import { type RawBuilder, sql } from 'kysely'
import { visibleTo } from '#directory/index.ts'
import type { Cut, Level, Metric, Range } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { estimate, type Parts } from './estimate.ts'
import { partsOf } from './parts.ts'

export type Asked = { metric: Metric; range: Range; level: Level; by: Cut | null }
export type Figure = {
  level: Level
  id: string
  name: string
  /** The cut's value: a channel, a topic's id, a language, the Monday of a week. */
  by?: string | null
  n: number
  value: number | null
  low: number | null
  high: number | null
}

/** A metric's figures at one level, as the teams were then; only those whom the reader may see. */
export async function figuresOf(ctx: Reading, asked: Asked): Promise<Figure[]> {
  const rows = await grouped(ctx, asked)
  const names = await namesOf(
    ctx,
    asked.level,
    rows.map(({ id }) => id),
  )
  return rows
    .map(({ id, by, parts }) => ({
      level: asked.level,
      id,
      name: names.get(id) ?? '',
      ...(asked.by ? { by } : {}),
      ...estimate(asked.metric, parts),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : String(a.by ?? '') < String(b.by ?? '') ? -1 : 1))
}

export type Group = { id: string; by: string | null; parts: Parts }

/** @throws Problem 403 when nothing of this level is the reader's to see */
export async function grouped(ctx: Reading, { metric, range, level, by }: Asked): Promise<Group[]> {
  if (!metric.levels.includes(level)) throw new Problem('metric.level', 400, { level })
  const seen = await whom(ctx, level)
  const id = { company: sql`${ctx.workspace.id}::uuid`, manager: sql`chain.manager_id`, member: sql`fact.who` }[level]
  const fact = sql`${metric.facts(range)}`
  const source =
    level === 'manager'
      ? sql`fact join chain on chain.member_id = fact.who and fact.at >= chain.from_at and fact.at < chain.until_at`
      : sql`fact`
  const filter = level === 'company' ? sql`true` : sql`${id} is not null and ${seen}`
  return partsOf(ctx, metric.rule, {
    fact,
    chain: chainOf(ctx.workspace.id),
    source,
    filter: sql`${filter}`,
    id,
    by: cutOf(by, ctx.workspace.zone),
  })
}

/** What the reader may see of a level, as a condition on its id. */
async function whom(ctx: Reading, level: Level): Promise<RawBuilder<unknown>> {
  const seen = await visibleTo(ctx)
  if (level === 'company') {
    if (!seen.company) throw new Problem('forbidden', 403)
    return sql`true`
  }
  const people = level === 'member' ? seen.members : seen.teams
  if (people === 'all') return sql`true`
  const column = level === 'member' ? sql`fact.who` : sql`chain.manager_id`
  return people.length === 0 ? sql`false` : sql`${column} in (${sql.join(people.map(one => sql`${one}::uuid`))})`
}

/**
 * Who was above whom, at any depth, from when to when. A member's first place counts for all time before it too: of the time before the directory
 * nothing else is known.
 */
export const chainOf = (workspaceId: string) => sql`chain (member_id, manager_id, from_at, until_at, depth) as (
  select p.member_id, p.manager_id, p.from_at, p.until_at, 1 from place p where p.manager_id is not null
  union all
  select c.member_id, p.manager_id, greatest(c.from_at, p.from_at), least(c.until_at, p.until_at), c.depth + 1 from chain c
  join place p on p.member_id = c.manager_id and p.manager_id is not null and p.from_at < c.until_at and p.until_at > c.from_at where c.depth < 20
), place as (
  select member_id, manager_id, case when row_number() over (partition by member_id order by from_at) = 1 then '-infinity'::timestamptz else from_at end as from_at,
    coalesce(until_at, 'infinity'::timestamptz) as until_at from member_place where workspace_id = ${workspaceId}
)`

function cutOf(by: Cut | null, zone: string): RawBuilder<unknown> {
  if (by === 'channel') return sql`fact.channel`
  if (by === 'topic') return sql`fact.topic_id::text`
  if (by === 'language') return sql`fact.language`
  if (by === 'week') return sql`to_char(date_trunc('week', fact.at at time zone ${zone}), 'YYYY-MM-DD')`
  return sql`null::text`
}

async function namesOf({ db, workspace }: Reading, level: Level, ids: readonly string[]): Promise<Map<string, string>> {
  if (level === 'company') return new Map([[workspace.id, workspace.name]])
  if (ids.length === 0) return new Map()
  const unique = [...new Set(ids)]
  const [members, handlers] = await Promise.all([
    db.selectFrom('member').select(['id', 'name']).where('id', 'in', unique).execute(),
    db.selectFrom('handler').select(['id', 'name']).where('id', 'in', unique).execute(),
  ])
  return new Map([...handlers, ...members].map(({ id, name }) => [id, name]))
}
