import { type RawBuilder, sql } from 'kysely'
import { type People, visibleTo } from '#directory/index.ts'
import type { Cut, Level, Metric } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import type { Piece } from './facts-by-day.ts'
import { metrics } from './registry.ts'

const sights = new WeakMap<object, ReturnType<typeof visibleTo>>()

/** Asked once a request: a page has dozens of figures. */
function sightOf(ctx: Reading): ReturnType<typeof visibleTo> {
  const known = sights.get(ctx.db) ?? visibleTo(ctx)
  sights.set(ctx.db, known)
  return known
}

/** Whose figures of a level the reader may see. @throws Problem 403 when nothing of it is theirs */
export async function seenBy(ctx: Reading, level: Level, { revenue }: Pick<Metric, 'revenue'>): Promise<People> {
  const seen = await sightOf(ctx)
  if ((level === 'company' && !seen.company) || (revenue && seen.revenue !== 'all')) throw new Problem('forbidden', 403)
  return level === 'company' ? 'all' : level === 'member' ? seen.members : seen.teams
}

/** Every metric but those that tell of money, unless the reader may see all of it. */
export async function metricsSeenBy(ctx: Reading): Promise<ReadonlyMap<string, Metric>> {
  const { revenue } = await sightOf(ctx)
  return new Map([...(await metrics())].filter(([, one]) => !one.revenue || revenue === 'all'))
}

/** The column of a level, on facts joined as `sourceOf` says. */
export const idOf = (level: Level, workspaceId: string): RawBuilder<unknown> =>
  ({ company: sql`${workspaceId}::uuid`, manager: sql`chain.manager_id`, member: sql`fact.who` })[level]

export const sourceOf = (level: Level): RawBuilder<unknown> =>
  level === 'manager'
    ? sql`fact join chain on chain.member_id = fact.who and fact.at >= chain.from_at and fact.at < chain.until_at`
    : sql`fact`

/** Those of the level that there are, and of them only these people. */
export function filterOf(level: Level, people: People): RawBuilder<unknown> {
  if (level === 'company') return sql`true`
  const id = level === 'member' ? sql`fact.who` : sql`chain.manager_id`
  return people === 'all' ? sql`${id} is not null` : sql`${id} = any(${people}::uuid[])`
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

export function cutOf(by: Cut | Piece | null, zone: string): RawBuilder<unknown> {
  if (by === 'channel') return sql`fact.channel`
  if (by === 'topic') return sql`fact.topic_id::text`
  if (by === 'language') return sql`fact.language`
  if (by) return sql`to_char(date_trunc(${by}::text, fact.at at time zone ${zone}), 'YYYY-MM-DD')`
  return sql`null::text`
}

/** Names of the ids of a level: the company's, members', and those that a source has for people we do not know. */
export async function namesOf({ db, workspace }: Reading, level: Level, ids: readonly string[]): Promise<Map<string, string>> {
  if (level === 'company') return new Map([[workspace.id, workspace.name]])
  if (ids.length === 0) return new Map()
  const unique = [...new Set(ids)]
  const [members, handlers] = await Promise.all([
    db.selectFrom('member').select(['id', 'name']).where('id', 'in', unique).execute(),
    db.selectFrom('handler').select(['id', 'name']).where('id', 'in', unique).execute(),
  ])
  return new Map([...handlers, ...members].map(({ id, name }) => [id, name]))
}
