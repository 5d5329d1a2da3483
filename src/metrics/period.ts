import type { Range } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'

/** Days of the workspace's zone as instants: the first minute of `from` to the first of `to`, which is not in it. */
export function periodOf({ from, to }: { from: string; to: string }, zone: string): { from: Date; to: Date } {
  const [begin, end] = [startOf(from, zone), startOf(to, zone)]
  if (end <= begin) throw new Problem('metric.period', 400, { from, to })
  return { from: begin, to: end }
}

/** The same as where and when the facts of a figure lie. */
export const rangeOf = ({ workspace, now }: Reading, days: { from: string; to: string }): Range => ({
  workspaceId: workspace.id,
  now,
  ...periodOf(days, workspace.zone),
})

const startOf = (on: string, zone: string) => new Date(Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds)
