import { estimate as estimateMean } from '#core/measures/mean.ts'
import { estimate as estimateNps, type NpsParts } from '#core/measures/nps.ts'
import { estimate as estimateShare } from '#core/measures/share.ts'
import { isHappy, type Scale } from '#core/scores/scale.ts'
import { type Figure, LEAST } from './results-api.ts'

/** How often each answer was given. */
export type Counts = ReadonlyMap<number, number>
type Estimated = { n: number; value: number | null; low: number | null; high: number | null }

/** Which figures a scale has; the first is its main one, and its trend. */
export function measuresOf({ id }: Pick<Scale, 'id'>): Figure['measure'][] {
  if (id === 'nps') return ['nps']
  if (id === 'thumbs') return ['share']
  return id === 'csat' || id === 'stars' ? ['share', 'mean'] : ['mean', 'share']
}

/** One figure of a distribution. With fewer than 5 answers it is only the count. */
export function figureOf(measure: Figure['measure'], counts: Counts, scale: Scale): Figure {
  const n = total(counts)
  if (n < LEAST) return { measure, n, value: null, low: null, high: null }
  return { measure, n, ...estimated(measure, counts, scale) }
}

function estimated(measure: Figure['measure'], counts: Counts, scale: Scale) {
  if (measure === 'nps') return estimateNps(npsParts(counts))!
  if (measure === 'share') return estimateShare({ hits: happy(counts, scale), total: total(counts) })!
  return estimateMean(meanParts(counts))!
}

/** How many of some gave one answer, as a share with Wilson's interval. */
export function barOf(n: number, of: number): Estimated {
  const share = of < LEAST ? null : estimateShare({ hits: n, total: of })
  return { n, value: share?.value ?? null, low: share?.low ?? null, high: share?.high ?? null }
}

/** The mean of something counted, 5 or more of it. */
export function meanOf(counts: Counts): Estimated {
  const n = total(counts)
  return n < LEAST ? { n, value: null, low: null, high: null } : { n, ...estimateMean(meanParts(counts))! }
}

export const total = (counts: Counts): number => sum(counts, n => n)

/** Several distributions as one. */
export function together(all: Iterable<Counts>): Counts {
  const sums = new Map<number, number>()
  for (const counts of all) for (const [score, n] of counts) sums.set(score, (sums.get(score) ?? 0) + n)
  return sums
}

const npsParts = (counts: Counts): NpsParts => ({
  promoters: sum(counts, (n, score) => (score >= 9 ? n : 0)),
  passives: sum(counts, (n, score) => (score >= 7 && score < 9 ? n : 0)),
  detractors: sum(counts, (n, score) => (score < 7 ? n : 0)),
})

const happy = (counts: Counts, scale: Scale) => sum(counts, (n, score) => (isHappy(score, scale) ? n : 0))

const meanParts = (counts: Counts) => ({
  n: total(counts),
  sum: sum(counts, (n, score) => n * score),
  sumSquares: sum(counts, (n, score) => n * score ** 2),
})

function sum(counts: Counts, part: (n: number, score: number) => number): number {
  let all = 0
  for (const [score, n] of counts) all += part(n, score)
  return all
}
