import type { Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { nameOf } from './cells.ts'
import { type Cube, type DayGroup, factsByDay } from './facts-by-day.ts'
import { rangeOf } from './period.ts'

type Told = { range: Range; days: DayGroup[] }
const known = new WeakMap<object, Map<string, Told>>()

/** What was told on the days of a range. A request that has asked for a longer one asks nobody again. */
export async function toldIn(ctx: Reading, cube: Cube, range: Range): Promise<DayGroup[]> {
  const asked = known.get(ctx.db) ?? new Map<string, Told>()
  known.set(ctx.db, asked)
  let told = asked.get(nameOf(cube))
  if (!told || told.range.fromOn > range.fromOn || told.range.toOn < range.toOn) {
    told = { range, days: await factsByDay(ctx.db, cube, range) }
    asked.set(nameOf(cube), told)
  }
  return told.days.filter(({ day }) => day >= range.fromOn && day < range.toOn)
}

/** From the first day of some ranges to the last. */
export const hullOf = (ctx: Reading, ranges: readonly Range[]): Range =>
  rangeOf(ctx, {
    from: ranges.map(({ fromOn }) => fromOn).sort()[0]!,
    to: ranges
      .map(({ toOn }) => toOn)
      .sort()
      .at(-1)!,
  })
