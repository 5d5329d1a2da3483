import { addDays } from '#core/time/days.ts'
import type { Metric } from '#kernel/metric.ts'
import { countOf } from './additive.ts'
import type { DayGroup } from './facts-by-day.ts'

/** Reading more facts than this anew takes longer than anybody should wait for a page. */
const MUCH = 50_000

type Day = { groups: readonly Pick<DayGroup, 'parts'>[] }

/** Whether asking these days of the facts again would read too many: theirs, and those of the days around that the metric looks back and forward to. */
export function isMuch(wrong: readonly string[], kept: ReadonlyMap<string, Day>, { reachDays, reachAfterDays }: Metric): boolean {
  const [first, last] = [wrong[0], wrong.at(-1)]
  if (!first || !last) return false
  let facts = 0
  for (let day = addDays(first, -reachAfterDays); day <= addDays(last, reachDays); day = addDays(day, 1))
    for (const { parts } of kept.get(day)?.groups ?? []) facts += countOf(parts)
  return facts > MUCH
}
