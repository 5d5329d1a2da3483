import { type LeftOut, leftOut } from '#interactions/index.ts'
import type { Metric, Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'

const subjects = { interaction: /\binteraction\b/, 'time-log': /\btime_log\b/ } as const

/** What the records that wait for a decision keep out of a figure: of the tables that its facts are read from. */
export async function doubtfulIn(ctx: Reading, metric: Metric, range: Range): Promise<LeftOut[]> {
  const { sql } = metric.facts(range).compile(ctx.db as never)
  const read = (Object.keys(subjects) as (keyof typeof subjects)[]).filter(subject => subjects[subject].test(sql))
  return (await Promise.all(read.map(subject => leftOut(ctx, subject, range)))).flat()
}
