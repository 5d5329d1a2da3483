import { add as addMean, type MeanParts } from '#core/measures/mean.ts'
import { add as addNps, type NpsParts } from '#core/measures/nps.ts'
import { type QuantileEstimate, rankInterval } from '#core/measures/quantile.ts'
import { add as addRatio, type RatioParts } from '#core/measures/ratio.ts'
import { add as addShare, type Share } from '#core/measures/share.ts'
import type { Rule } from '#kernel/metric.ts'

/** What a day gives of a figure, such that days add up to any period, and reps to a team: a quantile's values each with how often it was. */
export type Additive =
  | ({ kind: 'share' } & Share)
  | ({ kind: 'nps' } & NpsParts)
  | ({ kind: 'mean' } & MeanParts)
  | { kind: 'longest'; n: number; value: number | null }
  | { kind: 'count'; n: number }
  | ({ kind: 'ratio' } & RatioParts)
  | { kind: 'quantile'; values: number[]; counts: number[] }

/** Rules whose figures are kept by the day; the others are asked of the facts each time. */
export const addsUp = ({ kind }: Rule): boolean => kind !== 'lifetime' && kind !== 'told' && kind !== 'composite'

/** All of one kind, at least one. */
export function sumOf(all: readonly Additive[]): Additive {
  const [first] = all
  if (first?.kind === 'quantile') return mergedValues(all as Extract<Additive, { kind: 'quantile' }>[])
  return all.reduce(add)
}

function add(a: Additive, b: Additive): Additive {
  if (a.kind === 'share' && b.kind === 'share') return { kind: 'share', ...addShare(a, b) }
  if (a.kind === 'nps' && b.kind === 'nps') return { kind: 'nps', ...addNps(a, b) }
  if (a.kind === 'mean' && b.kind === 'mean') return { kind: 'mean', ...addMean(a, b) }
  if (a.kind === 'count' && b.kind === 'count') return { kind: 'count', n: a.n + b.n }
  if (a.kind === 'ratio' && b.kind === 'ratio') return { kind: 'ratio', ...addRatio(a, b) }
  if (a.kind === 'longest' && b.kind === 'longest') return { kind: 'longest', n: a.n + b.n, value: longer(a.value, b.value) }
  throw new Error(`${a.kind} and ${b.kind} do not add up`)
}

const longer = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))

/** Each value once, in order. A table of what was seen is quicker than merging lists: durations repeat. */
function mergedValues(all: readonly Extract<Additive, { kind: 'quantile' }>[]): Additive {
  if (all.length === 1) return all[0]!
  const times = new Map<number, number>()
  for (const { values, counts } of all)
    for (let at = 0; at < values.length; at++) times.set(values[at]!, (times.get(values[at]!) ?? 0) + counts[at]!)
  const values = Float64Array.from(times.keys()).sort()
  return { kind: 'quantile', values: Array.from(values), counts: Array.from(values, value => times.get(value)!) }
}

/** The quantile (R's type 7) and its interval of values that each come with how often they were. */
export function quantileOf({ values, counts }: { values: readonly number[]; counts: readonly number[] }, p: number) {
  const n = counts.reduce((sum, count) => sum + count, 0)
  if (n === 0) return { n, value: null, low: null, high: null }
  const { low, high } = rankInterval(n, p)
  const place = (n - 1) * p
  const below = Math.floor(place)
  const [first, second, lowest, highest] = valuesAt({ values, counts }, [below + 1, Math.ceil(place) + 1, low ?? 1, high ?? 1])
  const value = first! + (place - below) * (second! - first!)
  return { n, value, low: low === null ? null : lowest!, high: high === null ? null : highest! } satisfies QuantileEstimate & { n: number }
}

/** The values of these ranks (from 1). */
function valuesAt({ values, counts }: { values: readonly number[]; counts: readonly number[] }, ranks: readonly number[]): number[] {
  const found = new Array<number>(ranks.length)
  let upTo = 0
  for (let at = 0; at < values.length; at++) {
    const before = upTo
    upTo += counts[at]!
    for (let which = 0; which < ranks.length; which++) if (ranks[which]! > before && ranks[which]! <= upTo) found[which] = values[at]!
  }
  return found
}
