import { sql } from 'kysely'
import { type Expected, expectedOf } from '#core/outliers/mix.ts'
import { above, FEWEST, type Place, places, stands } from '#core/outliers/outliers.ts'
import { chance, ofShare, shareOf, spreadOf, type Unit } from '#core/outliers/spread.ts'
import { FLOOR_TIMES, type TimeCell, timesOf } from '#core/outliers/times.ts'
import type { Metric, Range } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { type Figure, figuresOf } from './figures.ts'

/** Fewer facts than this say nothing about a rep. */
const ENOUGH = 20
/** Better by so much on the arcsine scale (about 3 points at 82 %) is worth learning from; in simulated companies less finds those who were lucky. */
const DELTA = 0.04
/** A difference of fewer points is of no use to anybody, however sure. */
const PRACTICAL = 0.05

/** How far from the others, in the scale of the units, is of use: a tenth of the time. */
const PRACTICAL_TIMES = FLOOR_TIMES

type Judged = { adjusted: number; place: Place | null; learn: number; far: boolean }
type Compared = { units: Unit[]; judged: Map<string, Judged> }

/** Shares are compared, and times. */
const isTimes = ({ rule, unit }: Metric) => rule.kind === 'mean' && unit === 'seconds'
export const canCompare = (metric: Metric): boolean => metric.comparable && (metric.rule.kind === 'share' || isTimes(metric))

/**
 * Three answers: do reps differ at all, who is an outlier, from whom can we learn. Standardised for the mix of channels, topics and languages; nobody is
 * compared below five reps with twenty facts each.
 * @see metrics.md 3
 */
export async function outliersOf(ctx: Reading, metric: Metric, range: Range) {
  if (!canCompare(metric)) throw new Problem('metric.not-comparable', 400, { metric: metric.id })
  const figures = await figuresOf(ctx, { metric, range, level: 'member', by: null })
  // Everybody is compared with everybody, whoever looks; who may see whom decides only what is shown.
  const cells = await cellsOf(ctx, metric, range)
  const { units, judged } = isTimes(metric) ? times(cells, metric.better === 'down') : shares(cells, metric.better === 'down')
  const spread = units.length < FEWEST ? null : spreadOf(units)
  return {
    differ: spread && { spread: Math.sqrt(spread.tau2), i2: spread.i2, byChance: chance(spread.q, units.length - 1) >= 0.05 },
    rows: figures.map(figure => standing(figure, judged.get(figure.id), metric.better === 'down')),
  }
}

function standing(figure: Figure, found: Judged | undefined, downIsBetter: boolean) {
  if (!found?.place) return { ...figure, adjusted: null, z: null, q: null, learn: null, outlier: null }
  const { adjusted, place, learn, far } = found
  const high = place.z > 0
  const outlier = stands(place) && far ? (high !== downIsBetter ? ('better' as const) : ('worse' as const)) : null
  return { ...figure, adjusted, z: place.z, q: place.q, learn, outlier }
}

const overall = (all: readonly Expected[]) => all.reduce((sum, { hits }) => sum + hits, 0) / all.reduce((sum, { total }) => sum + total, 0)

/** A rep's share as it would be with the company's mix: the company's, moved by what they hit above or below what was expected of theirs. */
const adjustedShare = ({ hits, expected, total }: Expected, company: number) =>
  Math.min(1, Math.max(0, company + (hits - expected) / total))

const turned = (units: readonly Unit[], downIsBetter: boolean) => (downIsBetter ? units.map(unit => ({ ...unit, y: -unit.y })) : units)

function shares(cells: readonly TimeCell[], downIsBetter: boolean): Compared {
  const all = expectedOf(cells).filter(({ total }) => total >= ENOUGH)
  const company = overall(all)
  const units = all.map(one => {
    const total = one.total * one.telling
    return ofShare({ hits: adjustedShare(one, company) * total, total })
  })
  const found = places(units)
  const learn = above(turned(units, downIsBetter), DELTA)
  const judged = all.map((one, at): [string, Judged] => {
    const adjusted = adjustedShare(one, company)
    const place = found?.[at] ?? null
    return [
      one.member,
      { adjusted, place, learn: learn[at]!, far: place !== null && Math.abs(adjusted - shareOf(place.others)) >= PRACTICAL },
    ]
  })
  return { units, judged: new Map(judged) }
}

function times(cells: readonly TimeCell[], downIsBetter: boolean): Compared {
  const { mean, reps } = timesOf(cells)
  const units = reps.filter(({ total }) => total >= ENOUGH)
  const found = places(units, FLOOR_TIMES)
  const learn = above(turned(units, downIsBetter), PRACTICAL_TIMES, FLOOR_TIMES)
  const judged = units.map(({ member, y }, at): [string, Judged] => {
    const place = found?.[at] ?? null
    return [
      member,
      { adjusted: Math.exp(mean + y), place, learn: learn[at]!, far: place !== null && Math.abs(y - place.others) >= PRACTICAL_TIMES },
    ]
  })
  return { units, judged: new Map(judged) }
}

async function cellsOf(ctx: Reading, metric: Metric, range: Range) {
  const value = isTimes(metric) ? sql`case when value > 0 then ln(value::float8) end` : sql`hits::float8`
  const { rows } = await sql<TimeCell>`with fact as (${metric.facts(range)}),
    told as (select who, concat_ws('·', coalesce(channel, ''), coalesce(topic_id::text, ''), coalesce(language, '')) as cell, ${value} as told from fact where who is not null)
    select who as member, cell, sum(told)::float8 as hits, count(*)::int as total, sum(told * told)::float8 as squares from told where told is not null group by 1, 2`.execute(
    ctx.db as never,
  )
  return rows
}
