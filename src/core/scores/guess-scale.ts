import { accepts, CES, CSAT, HUNDRED, NPS, type Scale, STARS, TEN, THUMBS } from './scale.ts'

/** Two scales in one column: how many answers lie on either side, for a person to decide. */
export type Mixed = { upTo: number; below: number; above: number }
export type ScaleGuess = { candidates: Scale[]; mixed: Mixed | null; distinct: number[] }

/** Narrow scales first: a 1–5 column fits 0–10 too, but seldom is it. */
const NARROW_FIRST: readonly Scale[] = [THUMBS, CSAT, STARS, CES, TEN, NPS, HUNDRED]
/** Fewer answers than this above a scale's end, among enough of them, look like another scale's. */
const STRAY = 0.1
const ENOUGH_ANSWERS = 20

/**
 * The scales on which every number of a column could be an answer, likeliest first. Give each answer, or how often each occurs: what
 * looks like two scales at once (1–5 with a few 6–10) is reported as mixed and guessed to be neither.
 */
export function guessScale(values: Iterable<number> | ReadonlyMap<number, number>): ScaleGuess {
  const counts = values instanceof Map ? values : countsOf(values as Iterable<number>)
  const distinct = [...counts.keys()].sort((a, b) => a - b)
  const mixed = mixedAt(counts, 5, 10) ?? mixedAt(counts, 10, 100)
  return { candidates: mixed ? [] : fitting(distinct), mixed, distinct }
}

function fitting(distinct: number[]): Scale[] {
  const most = distinct.at(-1)
  if (most === undefined) return []
  return NARROW_FIRST.filter(scale => distinct.every(value => accepts(value, scale)) && (scale !== HUNDRED || most > 10))
}

function mixedAt(counts: ReadonlyMap<number, number>, upTo: number, end: number): Mixed | null {
  let below = 0
  let above = 0
  for (const [value, count] of counts) {
    if (value > end || value < 0) return null
    if (value > upTo) above += count
    else below += count
  }
  const looksMixed = above > 0 && below + above >= ENOUGH_ANSWERS && above < (below + above) * STRAY
  return looksMixed ? { upTo, below, above } : null
}

function countsOf(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) if (Number.isFinite(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
