import { sql } from 'kysely'
import type { z } from 'zod'
import type { Metric } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { chainOf, metricOf, rangeOf, seenBy } from '#metrics/index.ts'
import type { readSpread } from './metric-api.ts'
import { narrowed } from './narrowed.ts'
import { subjectOf } from './subject.ts'

const BINS = 24
const percentiles = [10, 25, 50, 75, 90, 95, 99] as const
type Asked = z.output<typeof readSpread.input>
type Ends = { n: number; least: number | null; most: number | null; whole: boolean | null; at: number[] | null }

/** How the single values lie. The axis ends where all but the longest hundredth are: one call of nine hours must not press all others into one bar. */
export async function spread(ctx: Reading, asked: Asked) {
  const metric = await metricOf(asked.id)
  const subject = await subjectOf(ctx, asked)
  await seenBy(ctx, asked.level, metric)
  if (!hasValues(metric)) return { spread: null }
  const some = await narrowed(ctx, metric, asked, asked.level === 'member' ? subject.id : undefined)
  const values = valuesOf(ctx, some, asked, subject.id)
  const { rows } =
    await sql<Ends>`${values} select count(*) as n, min(value) as least, max(value) as most, bool_and(value = round(value)) as whole,
    percentile_cont(${percentiles.map(p => p / 100)}::float8[]) within group (order by value) as at from counted`.execute(ctx.db as never)
  const ends = rows[0]!
  if (ends.n < metric.smallest || ends.least === null || ends.most === null || !ends.at) return { spread: null }
  const { from, width, bins } = axisOf(ends, metric)
  const binned = await sql<{
    bin: number
    n: number
  }>`${values} select least(floor((value - ${from}::float8) / ${width}::float8), ${bins})::int as bin, count(*) as n
    from counted group by 1`.execute(ctx.db as never)
  const found = new Map(binned.rows.map(({ bin, n }) => [bin, n]))
  return {
    spread: {
      n: ends.n,
      bins: Array.from({ length: bins }, (_, at) => ({ from: from + at * width, to: from + (at + 1) * width, n: found.get(at) ?? 0 })),
      beyond: found.get(bins) ?? 0,
      percentiles: percentiles.map((p, at) => ({ p, value: ends.at![at]! })),
    },
  }
}

const hasValues = ({ rule }: Metric) => ['nps', 'mean', 'quantile', 'longest'].includes(rule.kind)

/** Few whole numbers (scores, contacts) have a bar each; all else even ones up to the longest hundredth, at a width that people use. */
function axisOf({ least, most, whole, at }: Ends, { unit }: Metric): { from: number; width: number; bins: number } {
  if (whole && most! - least! < BINS && unit !== 'seconds') return { from: least!, width: 1, bins: most! - least! + 1 }
  const end = at!.at(-1)!
  const width = roundWidth((end - Math.min(0, least!)) / BINS || 1, unit === 'seconds')
  const from = least! < 0 ? Math.floor(least! / width) * width : 0
  return { from, width, bins: Math.max(1, Math.ceil((end - from) / width + 1e-9)) }
}

const times = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800]

function roundWidth(width: number, time: boolean): number {
  if (time) return times.find(one => one >= width) ?? Math.ceil(width / 604800) * 604800
  const power = 10 ** Math.floor(Math.log10(width))
  return power * (width / power <= 1 ? 1 : width / power <= 2 ? 2 : width / power <= 5 ? 5 : 10)
}

function valuesOf(ctx: Reading, metric: Metric, asked: Asked, subject: string) {
  const chain = sql`join chain on chain.member_id = fact.who and fact.at >= chain.from_at and fact.at < chain.until_at and chain.manager_id = ${subject}::uuid`
  const value = metric.rule.kind === 'nps' ? sql`fact.score` : sql`fact.value`
  return sql`with recursive ${chainOf(ctx.workspace.id)}, fact as (${metric.facts(rangeOf(ctx, asked))}),
    counted as (select ${value}::float8 as value from fact ${asked.level === 'manager' ? chain : sql``} where ${value} is not null)`
}
