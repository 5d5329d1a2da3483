import type { Range } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Common } from '#kernel/slice.ts'

/** Days of the workspace's zone, `from` included, `to` not. */
export type Days = { from: string; to: string }

/** Days as instants: the first minute of `from` to the first of `to`, which is not in it. @throws Problem 400 when none lies between */
export function rangeOf({ workspace, now }: Pick<Common, 'workspace' | 'now'>, { from, to }: Days): Range {
  const { id: workspaceId, zone } = workspace
  const [begin, end] = [startOf(from, zone), startOf(to, zone)]
  if (end <= begin) throw new Problem('metric.period', 400, { from, to })
  return { workspaceId, fromOn: from, toOn: to, from: begin, to: end, now, zone, today: startOf(todayOf({ workspace, now }), zone) }
}

export const todayOf = ({ workspace, now }: Pick<Common, 'workspace' | 'now'>): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(workspace.zone).toPlainDate().toString()

const startOf = (on: string, zone: string) => new Date(Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds)
