import { add as addMean, type MeanParts } from '#core/measures/mean.ts'
import { add as addNps, type NpsParts } from '#core/measures/nps.ts'
import { type QuantileEstimate, rankInterval } from '#core/measures/quantile.ts'
import { add as addRatio, type RatioParts } from '#core/measures/ratio.ts'
import { add as addShare, type Share } from '#core/measures/share.ts'
import type { Rule } from '#kernel/metric.ts'

/** A day's values in order, each once, and how many there are up to it. */
export type Values = { values: ArrayLike<number>; upTo: ArrayLike<number> }

/** What a day gives of a figure, such that days add up to any period, and reps to a team. */
export type Additive =
  | ({ kind: 'share' } & Share)
  | ({ kind: 'nps' } & NpsParts)
  | ({ kind: 'mean' } & MeanParts)
  | { kind: 'longest'; n: number; value: number | null }
  | { kind: 'count'; n: number }
  | ({ kind: 'ratio' } & RatioParts)
  | { kind: 'told'; n: number; value: number | null; low: number | null; high: number | null }
  | ({ kind: 'quantile' } & Values)

/** Rules whose figures are kept by the day; the others are asked of the facts each time. */
export const addsUp = ({ kind }: Rule): boolean => kind !== 'lifetime' && kind !== 'told' && kind !== 'composite'

/** All of one kind, at least one, the earliest first: of what was told the last counts. */
export const sumOf = <One extends Exclude<Additive, { kind: 'quantile' }>>(all: readonly One[]): One => all.reduce(add as never)

function add(a: Additive, b: Additive): Additive {
  if (a.kind === 'share' && b.kind === 'share') return { kind: 'share', ...addShare(a, b) }
  if (a.kind === 'nps' && b.kind === 'nps') return { kind: 'nps', ...addNps(a, b) }
  if (a.kind === 'mean' && b.kind === 'mean') return { kind: 'mean', ...addMean(a, b) }
  if (a.kind === 'count' && b.kind === 'count') return { kind: 'count', n: a.n + b.n }
  if (a.kind === 'ratio' && b.kind === 'ratio') return { kind: 'ratio', ...addRatio(a, b) }
  if (a.kind === 'longest' && b.kind === 'longest') return { kind: 'longest', n: a.n + b.n, value: longer(a.value, b.value) }
  if (a.kind === 'told' && b.kind === 'told') return b
  throw new Error(`${a.kind} and ${b.kind} do not add up`)
}

const longer = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))

/** As they are kept in memory: a third of what plain lists take. */
export const packed = <One extends Additive>(parts: One): One =>
  parts.kind === 'quantile' ? ({ ...parts, values: Float64Array.from(parts.values), upTo: Int32Array.from(parts.upTo) } as One) : parts

/** As they are stored. */
export const unpacked = (parts: Additive): Additive =>
  parts.kind === 'quantile' ? { ...parts, values: Array.from(parts.values), upTo: Array.from(parts.upTo) } : parts

const sizeOf = ({ upTo }: Values) => upTo[upTo.length - 1] ?? 0

/** How many facts it is made of. */
export function countOf(parts: Additive): number {
  if (parts.kind === 'quantile') return sizeOf(parts)
  if (parts.kind === 'share') return parts.total
  return parts.kind === 'nps' ? parts.promoters + parts.passives + parts.detractors : parts.n
}

/** The quantile (R's type 7) of days put together, and its interval. The days are not merged: only the few values that are wanted are looked for. */
export function quantileOf(days: readonly Values[], p: number) {
  const n = days.reduce((sum, day) => sum + sizeOf(day), 0)
  if (n === 0) return { n, value: null, low: null, high: null }
  const { low, high } = rankInterval(n, p)
  const place = (n - 1) * p
  const below = Math.floor(place)
  const [first, second] = [valueAt(days, below + 1), valueAt(days, Math.ceil(place) + 1)]
  const value = first + (place - below) * (second - first)
  return {
    n,
    value,
    low: low === null ? null : valueAt(days, low),
    high: high === null ? null : valueAt(days, high),
  } satisfies QuantileEstimate & { n: number }
}

type Window = Values & { from: number; to: number }

/** The value of this rank (from 1) among all: the middle of the widest list divides them all, until it is the one. */
function valueAt(days: readonly Values[], rank: number): number {
  const windows: Window[] = days.map(({ values, upTo }) => ({ values, upTo, from: 0, to: values.length }))
  for (;;) {
    const middle = middleOf(windows)
    const ends = windows.map(window => firstAbove(window, middle))
    const starts = ends.map((end, at) => (windows[at]!.values[end - 1] === middle ? end - 1 : end))
    if (upTo(windows, ends) < rank) for (const [at, window] of windows.entries()) window.from = ends[at]!
    else if (upTo(windows, starts) < rank) return middle
    else for (const [at, window] of windows.entries()) window.to = starts[at]!
  }
}

function middleOf(windows: readonly Window[]): number {
  const { values, from, to } = windows.reduce((widest, one) => (one.to - one.from > widest.to - widest.from ? one : widest))
  return values[(from + to) >> 1]!
}

/** Of the values in the window, where the first above this one stands. */
function firstAbove({ values, from, to }: Window, value: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

const upTo = (windows: readonly Window[], ends: readonly number[]) =>
  windows.reduce((sum, window, at) => sum + (ends[at] === 0 ? 0 : window.upTo[ends[at]! - 1]!), 0)
