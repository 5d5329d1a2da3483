import { signals, uChart } from '#core/control-charts/charts.ts'
import { baseOf } from '#core/measures/growth.ts'
import { judge, type Rate, type RateRatio, relapsed, total, type Verdict } from '#core/measures/rate-ratio.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { causesWithBelow } from './tree.ts'
import { addUp, type Basis, basisOf, exposureOf, WEEK, type WeekAround, weeksAround } from './weeks.ts'

const BEFORE = 52
const MOST_AFTER = 52
/** The newest weeks that a relapse is judged by. */
const NEWEST = 4
const PER = 1000

export type LookedWeek = {
  startsAt: Date
  side: 'before' | 'left-out' | 'after'
  count: number
  rate: number | null
  low: number | null
  high: number | null
  signal: boolean
}
export type Look = {
  verdict: Verdict
  ratio: RateRatio | null
  dispersion: number
  basis: Basis
  before: Rate
  after: Rate
  knownShare: number
  weeks: LookedWeek[]
  centre: number | null
  /** Against the weeks that had proved it. */
  relapse: boolean
}

/**
 * How often causes came before something was done against them, and since. Weeks are counted from that moment backwards and forwards; only whole ones count.
 * @param provedAt when it was last proved: weeks since then may be a relapse
 */
export async function lookAt(
  ctx: Reading | Writing,
  { causeIds, doneAt, provedAt }: { causeIds: readonly string[]; doneAt: Date; provedAt: Date | null },
): Promise<Look> {
  const all = await causesWithBelow(ctx, causeIds)
  const weeksAfter = Math.min(MOST_AFTER, Math.floor((ctx.now.getTime() - doneAt.getTime()) / WEEK))
  const end = new Date(doneAt.getTime() + weeksAfter * WEEK)
  const around = await weeksAround(ctx, end, BEFORE + weeksAfter)
  return look(around.weeks, addUp(around, all), basisOf(around.weeks), doneAt, provedAt)
}

/** Pure: everything that is said follows from the weeks. */
export function look(weeks: readonly WeekAround[], counts: readonly number[], basis: Basis, doneAt: Date, provedAt: Date | null): Look {
  const told = weeks.map((week, at) => ({ week, at, count: counts[at] ?? 0, exposure: exposureOf(week, basis) }))
  const known = told.flatMap(one => (one.exposure ? [{ ...one, exposure: one.exposure }] : []))
  const before = known.filter(({ week }) => week.startsAt < doneAt)
  const after = known.filter(({ week }) => week.startsAt >= doneAt)
  const base = baseOf(before)
  const used = new Set(before.slice(before.length - base.length).map(one => one.at))
  const judged = judge(base, after)
  return {
    ...judged,
    basis,
    before: total(base),
    after: total(after),
    knownShare: shareKnown(weeks.filter(week => week.startsAt >= doneAt)),
    ...chartOf(told, base, judged.dispersion, at => (weeks[at]!.startsAt >= doneAt ? 'after' : used.has(at) ? 'before' : 'left-out')),
    relapse: provedAt !== null && isBack(after, provedAt),
  }
}

/** The newest weeks against those up to the proof. */
function isBack(after: readonly (Rate & { week: WeekAround })[], provedAt: Date): boolean {
  const proved = after.filter(({ week }) => week.startsAt.getTime() + WEEK <= provedAt.getTime())
  const newest = after.filter(({ week }) => week.startsAt.getTime() + WEEK > provedAt.getTime()).slice(-NEWEST)
  return relapsed(proved, newest)
}

const shareKnown = (weeks: readonly WeekAround[]) => {
  const opened = weeks.reduce((sum, week) => sum + week.opened, 0)
  return opened === 0 ? 1 : weeks.reduce((sum, week) => sum + week.caused, 0) / opened
}

type Told = { week: WeekAround; at: number; count: number; exposure: number | null }

/** Limits from the weeks before, drawn on: what lies below them since then is the change itself. */
function chartOf(told: readonly Told[], base: readonly Rate[], dispersion: number, sideOf: (at: number) => LookedWeek['side']) {
  const { count, exposure } = total(base)
  const centre = exposure === 0 ? null : count / exposure
  const stretch = Math.sqrt(dispersion)
  const limits = told.map(one =>
    centre === null || !one.exposure ? null : uChart([{ count: centre * one.exposure, exposure: one.exposure }], stretch)[0]!,
  )
  const signalled = new Set<number>()
  const seen = told.flatMap((one, at) => (limits[at] && one.exposure ? [{ at, value: one.count / one.exposure }] : []))
  for (const { at } of signals(
    seen.map(one => one.value),
    seen.map(one => limits[one.at]!),
  ))
    signalled.add(seen[at]!.at)
  return {
    centre: centre === null ? null : centre * PER,
    weeks: told.map(({ week, at, count, exposure }) => ({
      startsAt: week.startsAt,
      side: sideOf(at),
      count,
      rate: exposure ? (PER * count) / exposure : null,
      low: limits[at] ? limits[at].low * PER : null,
      high: limits[at] ? limits[at].high * PER : null,
      signal: signalled.has(at),
    })),
  }
}
