import { type RawBuilder, sql } from 'kysely'
import type { Cut, Level, Metric, Range } from '#kernel/metric.ts'
import type { Db, Tx } from '#kernel/slice.ts'
import type { Additive } from './additive.ts'
import { clusterSums, clustersOf, type Grouping, sums, withFacts } from './parts.ts'
import { chainOf, cutOf, filterOf, idOf, sourceOf } from './whose.ts'

/** A metric at one level, perhaps cut: what is kept of it is kept by the day. */
export type Cube = { metric: Metric; level: Level; cut: Exclude<Cut, 'week'> | null }
export type DayGroup = { day: string; id: string; by: string | null; parts: Additive }

type Row = { day: string; id: string; by: string | null } & Record<string, unknown>

/** What each day of a range gives to each of the level, from the facts themselves. */
export async function factsByDay(db: Db | Tx, { metric, level, cut }: Cube, range: Range): Promise<DayGroup[]> {
  const grouping: Grouping = {
    fact: sql`${metric.facts(range)}`,
    chain: chainOf(range.workspaceId),
    source: sourceOf(level),
    filter: filterOf(level, 'all'),
    id: idOf(level, range.workspaceId),
    by: cutOf(cut, range.zone),
    day: sql`(fact.at at time zone ${range.zone})::date`,
  }
  const { rows } = await sql<Row>`${withFacts(grouping)}${added(metric, grouping)}`.execute(db as never)
  return rows.map(({ day, id, by, ...parts }) => ({ day, id, by, parts: { kind: metric.rule.kind, ...parts } as Additive }))
}

function added({ rule }: Metric, grouping: Grouping): RawBuilder<unknown> {
  const { day, id, by, source, filter } = grouping
  if (rule.kind === 'ratio') return sql`, ${clustersOf(grouping, day)} select day, id, by, ${clusterSums} from cluster group by 1, 2, 3`
  if (rule.kind === 'quantile')
    return sql`, often as (select ${day} as day, ${id} as id, ${by} as by, fact.value::float8 as value, count(*) as n from ${source}
      where ${filter} and fact.value is not null group by 1, 2, 3, 4)
      select day, id, by, json_agg(value order by value) as values, json_agg(n order by value) as counts from often group by 1, 2, 3`
  const plain = sums[rule.kind as keyof typeof sums]
  return sql` select ${day} as day, ${id} as id, ${by} as by, ${plain} from ${source} where ${filter} group by 1, 2, 3`
}
