import type { Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { type Cube, type DayGroup, factsByDay } from './facts-by-day.ts'

export type Kept = { groups: DayGroup[]; recalculating: boolean }

export const nameOf = ({ metric, level, cut }: Cube): string => `${metric.id} ${metric.version} ${level} ${cut ?? ''}`

/** What the days of some periods give to some cubes, by the cubes' names. */
export async function daysOf(ctx: Reading, cubes: readonly Cube[], ranges: readonly Range[]): Promise<Map<string, Kept>> {
  const found = new Map<string, Kept>()
  for (const cube of cubes) {
    const groups: DayGroup[] = []
    for (const range of ranges) groups.push(...(await factsByDay(ctx.db, cube, range)))
    found.set(nameOf(cube), { groups, recalculating: false })
  }
  return found
}
