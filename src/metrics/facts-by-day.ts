import { type RawBuilder, sql } from 'kysely'
import type { People } from '#directory/index.ts'
import type { Cut, Level, Metric, Range } from '#kernel/metric.ts'
import type { Db, Tx } from '#kernel/slice.ts'
import { type Additive, packed } from './additive.ts'
import { clusterSums, clustersOf, type Grouping, sums, withFacts } from './parts.ts'
import { chainOf, cutOf, filterOf, idOf, sourceOf } from './whose.ts'

/** Pieces of time that are whole days. */
export type Piece = 'day' | 'week' | 'month'
/** A metric at one level, perhaps cut: what is kept of it is kept by the day. */
export type Cube = { metric: Metric; level: Level; cut: Exclude<Cut, Piece> | null }
export type DayGroup = { day: string; id: string; by: string | null; parts: Additive }

type Row = { day: string; id: string; by: string | null } & Record<string, unknown>

/** What each day of a range gives to each of the level, from the facts themselves. */
export async function factsByDay(db: Db | Tx, { metric, level, cut }: Cube, range: Range): Promise<DayGroup[]> {
  await easeJumps(db)
  const grouping = groupingOf({ metric, level, by: cut }, range, 'all')
  const { rows } = await sql<Row>`${withFacts(grouping)}${added(metric, grouping)}`.execute(db as never)
  return rows.map(({ day, id, by, ...parts }) => ({ day, id, by, parts: packed({ kind: metric.rule.kind, ...parts } as Additive) }))
}

const eased = new WeakSet<object>()

/**
 * A few days of a large table lie beside each other, but the planner, who looks at the workspace's column first, takes them for scattered and would rather
 * read the table whole: six seconds instead of one and a half at ten million rows.
 */
async function easeJumps(db: Db | Tx): Promise<void> {
  if (eased.has(db)) return
  eased.add(db)
  await sql`select set_config('random_page_cost', '1.1', true)`.execute(db as never)
}

type Asked = { metric: Metric; level: Level; by: Cut | Piece | null }

/** How a metric's facts come to those of a level. What is told of a team is told of it by its manager: nothing is added up from members. */
export function groupingOf({ metric, level, by }: Asked, range: Range, people: People): Grouping {
  const told = metric.rule.kind === 'told'
  const joined = told && level === 'manager' ? 'member' : level
  return {
    fact: sql`${metric.facts(range)}`,
    chain: joined === 'manager' ? chainOf(range.workspaceId) : null,
    source: sourceOf(joined),
    filter: told && level === 'company' ? sql`fact.who is null` : filterOf(joined, people),
    id: idOf(joined, range.workspaceId),
    by: cutOf(by, range.zone),
    day: sql`(fact.at at time zone ${range.zone})::date`,
  }
}

function added({ rule }: Metric, grouping: Grouping): RawBuilder<unknown> {
  const { day, id, by, source, filter } = grouping
  if (rule.kind === 'ratio') return sql`, ${clustersOf(grouping, day)} select day, id, by, ${clusterSums} from cluster group by 1, 2, 3`
  if (rule.kind === 'quantile')
    return sql`, often as (select ${day} as day, ${id} as id, ${by} as by, fact.value::float8 as value, count(*) as n from ${source}
      where ${filter} and fact.value is not null group by 1, 2, 3, 4),
      so_far as (select day, id, by, value, sum(n) over (partition by day, id, by order by value) as up_to from often)
      select day, id, by, json_agg(value order by value) as values, json_agg(up_to order by value) as "upTo" from so_far group by 1, 2, 3`
  if (rule.kind === 'told')
    return sql` select distinct on (1, 2, 3) ${day} as day, ${id} as id, ${by} as by, fact.n, fact.value::float8 as value, fact.low::float8 as low,
      fact.high::float8 as high from ${source} where ${filter} order by 1, 2, 3, fact.at desc`
  const plain = sums[rule.kind as keyof typeof sums]
  return sql` select ${day} as day, ${id} as id, ${by} as by, ${plain} from ${source} where ${filter} group by 1, 2, 3`
}
