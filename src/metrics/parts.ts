import { type RawBuilder, sql } from 'kysely'
import { rankInterval } from '#core/measures/quantile.ts'
import type { Rule } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import type { Parts } from './estimate.ts'

type Piece = RawBuilder<unknown>
export type Grouping = { fact: Piece; chain: Piece | null; source: Piece; filter: Piece; id: Piece; by: Piece; day: Piece }
type Row = { id: string; by: string | null } & Record<string, number | null>

/** The parts of each group, added up by the database. */
export async function partsOf(ctx: Reading, rule: Rule, grouping: Grouping): Promise<{ id: string; by: string | null; parts: Parts }[]> {
  if (rule.kind === 'quantile') return quantiles(ctx, rule.p, grouping)
  if (rule.kind === 'lifetime') return lifetimes(ctx, rule.after ?? null, grouping)
  if (rule.kind === 'told') return told(ctx, grouping)
  if (rule.kind === 'ratio') return ratios(ctx, grouping)
  if (rule.kind === 'composite') throw new Error('a composite is made of other metrics')
  const rows = await run(ctx, grouping, sums[rule.kind])
  return rows.map(({ id, by, ...parts }) => ({ id, by, parts: { kind: rule.kind, ...parts } as Parts }))
}

export const sums = {
  share: sql`count(*) filter (where fact.hits is not null) as total, coalesce(sum(fact.hits), 0) as hits`,
  nps: sql`count(*) filter (where fact.score >= 9) as promoters, count(*) filter (where fact.score between 7 and 8) as passives,
    count(*) filter (where fact.score <= 6) as detractors`,
  mean: sql`count(fact.value) as n, coalesce(sum(fact.value::float8), 0) as sum, coalesce(sum(fact.value::float8 ^ 2), 0) as "sumSquares"`,
  longest: sql`count(fact.value) as n, max(fact.value)::float8 as value`,
  count: sql`count(*) as n`,
}

/** Who was above whom is only asked where it is needed: planning it takes longer than reading a small day. */
export const withFacts = ({ fact, chain }: Grouping) =>
  chain ? sql`with recursive ${chain}, fact as (${fact})` : sql`with fact as (${fact})`

async function run(ctx: Reading, grouping: Grouping, aggregates: Piece): Promise<Row[]> {
  const { source, filter, id, by } = grouping
  const { rows } =
    await sql<Row>`${withFacts(grouping)} select ${id} as id, ${by} as by, ${aggregates} from ${source} where ${filter} group by 1, 2`.execute(
      ctx.db as never,
    )
  return rows
}

/** The quantile itself, then the two values that its interval lies between: their ranks depend on how many there are. */
async function quantiles(ctx: Reading, p: number, grouping: Grouping) {
  const rows = await run(
    ctx,
    grouping,
    sql`count(fact.value) as n, percentile_cont(${p}::float8) within group (order by fact.value::float8) as value`,
  )
  const ranks = rows.flatMap(({ id, by, n }) => (n ? [{ id, by, ...rankInterval(n, p) }] : []))
  const ends = await endsOf(ctx, grouping, ranks)
  return rows.map(({ id, by, n, value }) => {
    const key = `${id} ${by}`
    return {
      id,
      by,
      parts: {
        kind: 'quantile' as const,
        n: n ?? 0,
        value: value ?? null,
        low: ends.get(`${key} low`) ?? null,
        high: ends.get(`${key} high`) ?? null,
      },
    }
  })
}

async function endsOf(
  ctx: Reading,
  grouping: Grouping,
  ranks: readonly { id: string; by: string | null; low: number | null; high: number | null }[],
) {
  const wanted = ranks.flatMap(({ id, by, low, high }) => (low === null || high === null ? [] : [{ id, by, low, high }]))
  if (wanted.length === 0) return new Map<string, number>()
  const { source, filter, id, by } = grouping
  const { rows } = await sql<{ id: string; by: string | null; end: string; value: number }>`${withFacts(grouping)},
    ranked as (select ${id} as id, ${by} as by, fact.value::float8 as value, row_number() over (partition by ${id}, ${by} order by fact.value) as rank
      from ${source} where ${filter} and fact.value is not null)
    select r.id, r.by, case when r.rank = w.low then 'low' else 'high' end as "end", r.value from ranked r
    join json_to_recordset(${JSON.stringify(wanted)}::json) as w(id uuid, by text, low bigint, high bigint)
      on w.id = r.id and w.by is not distinct from r.by and r.rank in (w.low, w.high)`.execute(ctx.db as never)
  return new Map(rows.map(row => [`${row.id} ${row.by} ${row.end}`, row.value]))
}

/** Clusters are members' days, those that have a bottom: what was done without a log is not divided by another's hours. */
export const clustersOf = ({ id, by, source, filter }: Pick<Grouping, 'id' | 'by' | 'source' | 'filter'>, day: Piece) =>
  sql`cluster as (select ${day} as day, ${id} as id, ${by} as by, fact.who, count(fact.top) as n, coalesce(sum(fact.top::float8), 0) as top,
    sum(fact.bottom::float8) as bottom from ${source} where ${filter} group by 1, 2, 3, 4 having sum(fact.bottom) > 0)`
export const clusterSums = sql`sum(n) as n, count(*) as clusters, sum(top) as top, sum(bottom) as bottom, sum(top ^ 2) as "topSquares",
  sum(bottom ^ 2) as "bottomSquares", sum(top * bottom) as products`

async function ratios(ctx: Reading, grouping: Grouping) {
  const { rows } = await sql<Row>`${withFacts(grouping)}, ${clustersOf(grouping, grouping.day)}
    select id, by, ${clusterSums} from cluster group by 1, 2`.execute(ctx.db as never)
  return rows.map(({ id, by, ...parts }) => ({ id, by, parts: { kind: 'ratio' as const, ...parts } as Parts }))
}

/** The last that was told in the range. */
async function told(ctx: Reading, grouping: Grouping) {
  const { source, filter, id, by } = grouping
  const { rows } =
    await sql<Row>`${withFacts(grouping)} select distinct on (1, 2) ${id} as id, ${by} as by, fact.n, fact.value::float8 as value,
    fact.low::float8 as low, fact.high::float8 as high from ${source} where ${filter} order by 1, 2, fact.at desc`.execute(ctx.db as never)
  return rows.map(({ id, by, ...parts }) => ({ id, by, parts: { kind: 'told' as const, ...parts } as Parts }))
}

/** How long each took, how many ended and how many still ran then. Seconds are whole minutes by then: a curve of a million steps tells no more. */
async function lifetimes(ctx: Reading, after: number | null, grouping: Grouping) {
  const { source, filter, id, by } = grouping
  const { rows } = await sql<{
    id: string
    by: string | null
    n: number
    steps: { after: number; left: number; stayed: number }[]
  }>`${withFacts(grouping)},
    step as (select ${id} as id, ${by} as by, round(fact.value::float8 / 60) * 60 as after, count(*) filter (where fact.ended) as "left",
      count(*) filter (where not fact.ended) as stayed from ${source} where ${filter} and fact.value >= 0 group by 1, 2, 3)
    select id, by, sum("left" + stayed) as n, json_agg(json_build_object('after', after, 'left', "left", 'stayed', stayed)) as steps from step group by 1, 2`.execute(
    ctx.db as never,
  )
  return rows.map(({ id, by, n, steps }) => ({ id, by, parts: { kind: 'lifetime' as const, n, steps, after } }))
}
