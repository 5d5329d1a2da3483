import { addDays, dayOf } from '#core/time/days.ts'
import type { Metric } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { metricOf, metricsSeenBy } from '#metrics/index.ts'
import { againstThem } from './benchmark-rules.ts'
import { list } from './benchmarks.ts'
import type { Benchmark, Comparison } from './benchmarks-api.ts'
import { figureOf } from './tiles.ts'

const MOST = 200

/** Theirs beside ours of the same year; what does not fit comes with the reason and without a figure of ours. */
export async function compare(ctx: Reading, { id }: { id: string }): Promise<{ items: Comparison[] }> {
  const metric = await metricOf(id)
  if (!(await metricsSeenBy(ctx)).has(id)) return { items: [] }
  const { items } = await list(ctx, { metric: id, limit: MOST })
  const found: Comparison[] = []
  for (const benchmark of items) found.push(await compared(ctx, metric, benchmark))
  return { items: found }
}

async function compared(ctx: Reading, metric: Metric, benchmark: Benchmark): Promise<Comparison> {
  if (benchmark.misfit) return { benchmark, ours: null, change: null, verdict: 'refused' }
  const ours = await figureOf(ctx, metric, daysOf(ctx, benchmark.year), {
    asked: { level: 'company', period: 'days' },
    subject: ctx.workspace.id,
  })
  if (ours.value === null) return { benchmark, ours, change: null, verdict: 'no-figure' }
  const change = againstThem(ours, benchmark)
  return { benchmark, ours, change, verdict: !change ? 'untestable' : !change.seen ? 'same' : change.value > 0 ? 'above' : 'below' }
}

/** The year in whole; of the one that runs what there is of it. */
function daysOf({ now, workspace }: Reading, year: number) {
  const tomorrow = addDays(dayOf(now, workspace.zone), 1)
  const [from, end] = [`${year}-01-01`, `${year + 1}-01-01`]
  return { from, to: tomorrow > from && tomorrow < end ? tomorrow : end }
}
