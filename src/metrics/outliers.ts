import { sql } from 'kysely'
import { type Expected, expectedOf } from '#core/outliers/mix.ts'
import { above, FEWEST, type Place, places, stands } from '#core/outliers/outliers.ts'
import { chance, ofShare, shareOf, spreadOf } from '#core/outliers/spread.ts'
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

type Judged = { adjusted: number; place: Place | null; learn: number }

/**
 * Three answers: do reps differ at all, who is an outlier, from whom can we learn. Shares only, standardised for the mix of channels, topics and
 * languages; nobody is compared below five reps with twenty facts each.
 * @see metrics.md 3
 */
export async function outliersOf(ctx: Reading, metric: Metric, range: Range) {
  if (!metric.comparable || metric.rule.kind !== 'share') throw new Problem('metric.not-comparable', 400, { metric: metric.id })
  const figures = await figuresOf(ctx, { metric, range, level: 'member', by: null })
  // Everybody is compared with everybody, whoever looks; who may see whom decides only what is shown.
  const expected = expectedOf(await cellsOf(ctx, metric, range)).filter(({ total }) => total >= ENOUGH)
  const judged = judge(expected, metric.better === 'down')
  const spread = expected.length < FEWEST ? null : spreadOf(expected.map(unitOf(expected)))
  return {
    differ: spread && {
      spread: Math.sqrt(spread.tau2),
      i2: spread.i2,
      byChance: chance(spread.q, expected.length - 1) >= 0.05,
    },
    rows: figures.map(figure => standing(figure, judged.get(figure.id), metric.better === 'down')),
  }
}

function standing(figure: Figure, found: Judged | undefined, downIsBetter: boolean) {
  if (!found?.place) return { ...figure, adjusted: null, z: null, q: null, learn: null, outlier: null }
  const { adjusted, place, learn } = found
  const far = Math.abs(adjusted - shareOf(place.others)) >= PRACTICAL
  const high = place.z > 0
  const outlier = stands(place) && far ? (high !== downIsBetter ? ('better' as const) : ('worse' as const)) : null
  return { ...figure, adjusted, z: place.z, q: place.q, learn, outlier }
}

const overall = (all: readonly Expected[]) => all.reduce((sum, { hits }) => sum + hits, 0) / all.reduce((sum, { total }) => sum + total, 0)

/** A rep's share as it would be with the company's mix: the company's, moved by what they hit above or below what was expected of theirs. */
const adjustedShare = ({ hits, expected, total }: Expected, company: number) =>
  Math.min(1, Math.max(0, company + (hits - expected) / total))
const unitOf = (all: readonly Expected[]) => {
  const company = overall(all)
  return (one: Expected) => {
    const total = one.total * one.telling
    return ofShare({ hits: adjustedShare(one, company) * total, total })
  }
}

function judge(all: readonly Expected[], downIsBetter: boolean): Map<string, Judged> {
  const units = all.map(unitOf(all))
  const found = places(units)
  const better = above(
    units.map(unit => (downIsBetter ? { ...unit, y: -unit.y } : unit)),
    DELTA,
  )
  return new Map(
    all.map((one, index) => [
      one.member,
      { adjusted: adjustedShare(one, overall(all)), place: found?.[index] ?? null, learn: better[index]! },
    ]),
  )
}

async function cellsOf(ctx: Reading, metric: Metric, range: Range) {
  const { rows } = await sql<{
    member: string
    cell: string
    hits: number
    total: number
  }>`with fact as (${metric.facts(range)})
    select who as member, concat_ws('·', coalesce(channel, ''), coalesce(topic_id::text, ''), coalesce(language, '')) as cell, coalesce(sum(hits), 0) as hits,
      count(hits) as total from fact where who is not null and hits is not null group by 1, 2`.execute(ctx.db as never)
  return rows
}
