import { growthOf } from '#core/measures/growth.ts'
import { adjusted } from '#core/outliers/adjust.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { openActionsOf } from './actions.ts'
import { treeOf } from './tree.ts'
import { basisOf, ratesOf, weeksToToday } from './weeks.ts'

const WEEKS = 52
/** Fewer cases in a year say nothing about growing. */
const LEAST = 8
const SURE = 0.05
/** By itself, not corrected for how many causes there are. */
const MAYBE = 0.1

/** Causes that have become more frequent, each held against itself; of many causes some would by chance, so that is taken off. */
export async function growing(ctx: Reading | Writing) {
  const { weeks, byCause } = await weeksToToday(ctx, WEEKS)
  const basis = basisOf(weeks)
  const counts = [...byCause].filter(([, row]) => sum(row) >= LEAST)
  const found = counts.flatMap(([id, row]) => {
    const rates = ratesOf(weeks, row, basis)
    const growth = growthOf(rates)
    return growth ? [{ id, growth, sinceAt: weeks[rates[growth.since]!.at]!.startsAt }] : []
  })
  const q = adjusted([...found.map(one => one.growth.chance), ...new Array<number>(counts.length - found.length).fill(1)])
  // Not sure among so many, but worth a look: said as such.
  const shown = found
    .map((one, at) => ({ ...one, sure: q[at]! < SURE }))
    .filter(one => one.sure || (one.growth.chance < MAYBE && one.growth.ratio.low > 1))
  const { names } = await treeOf(ctx)
  const acting = await openActionsOf(
    ctx,
    shown.map(one => one.id),
  )
  return {
    weeks: weeks.length,
    looked: counts.length,
    items: shown
      .sort((a, b) => Number(b.sure) - Number(a.sure) || b.growth.after.count - a.growth.after.count)
      .map(({ id, growth, sinceAt, sure }) => ({
        sure,
        cause: { id, name: names.get(id)?.name ?? '' },
        sinceAt,
        ratio: growth.ratio,
        casesSince: growth.after.count,
        actions: acting.get(id) ?? 0,
      })),
  }
}

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
