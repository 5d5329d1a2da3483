import { addDays, dayOf } from '#core/time/days.ts'
import { read, type Slice } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as commands from './commands.ts'
import { describe } from './describe.ts'
import { figuresOf } from './figures.ts'
import { isRecalculating } from './groups.ts'
import { doubtfulIn } from './left-out.ts'
import { outliersOf } from './outliers.ts'
import { rangeOf } from './period.ts'
import { metrics as all, metricOf } from './registry.ts'
import { tendCells } from './tending.ts'

export { describe } from './describe.ts'
export { type Figure, figuresOf } from './figures.ts'
export { ahead, countsByDay, isRecalculating } from './groups.ts'
export { isSomeOf } from './narrowings.ts'
export { canCompare, outliersOf } from './outliers.ts'
export { rangeOf } from './period.ts'
export { metricOf, metrics as allMetrics } from './registry.ts'
export { chainOf, metricsSeenBy, seenBy } from './whose.ts'

/** Honest figures: each with what it counts, how sure it is, and whose it is. */
export const metrics: Slice = {
  name: 'metrics',
  permissions: { 'metrics.read': ['viewer', 'rep', 'manager', 'head', 'champion', 'admin'] },
  events: [],
  routes: [
    read(api.listMetrics, async ({ who }) => ({ items: [...(await all()).values()].map(metric => describe(metric, who.language)) })),
    read(api.readMetric, async (ctx, { id, from, to, level, by }) => {
      const metric = await metricOf(id)
      const range = rangeOf(ctx, { from, to })
      const rows = await figuresOf(ctx, { metric, range, level, by: by ?? null })
      const unsettled = metric.settlesAfterDays > 0 && addDays(to, metric.settlesAfterDays) > dayOf(ctx.now, ctx.workspace.zone)
      const recalculating = await isRecalculating(ctx, { metric, level, by: by ?? null })
      const leftOut = await doubtfulIn(ctx, metric, range)
      return { metric: id, version: metric.version, unit: metric.unit, from, to, rows, leftOut, unsettled, recalculating }
    }),
    read(api.readOutliers, async (ctx, { id, from, to }) => {
      const metric = await metricOf(id)
      const found = await outliersOf(ctx, metric, rangeOf(ctx, { from, to }))
      return { metric: id, version: metric.version, unit: metric.unit, from, to, ...found }
    }),
  ],
  chores: [{ name: 'figures of closed days', everyMs: 1_000, run: tendCells }],
  commands: [commands.metric, commands.outliers, commands.list],
}
