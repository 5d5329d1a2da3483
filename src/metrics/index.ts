import { read, type Slice } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as commands from './commands.ts'
import { describe } from './describe.ts'
import { figuresOf } from './figures.ts'
import { outliersOf } from './outliers.ts'
import { rangeOf } from './period.ts'
import { metrics as all, metricOf } from './registry.ts'

export { describe } from './describe.ts'
export { chainOf, type Figure, figuresOf } from './figures.ts'
export { outliersOf } from './outliers.ts'
export { rangeOf } from './period.ts'
export { metricOf, metrics as allMetrics } from './registry.ts'

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
      return {
        metric: id,
        version: metric.version,
        unit: metric.unit,
        from,
        to,
        rows: await figuresOf(ctx, { metric, range, level, by: by ?? null }),
      }
    }),
    read(api.readOutliers, async (ctx, { id, from, to }) => {
      const metric = await metricOf(id)
      const range = rangeOf(ctx, { from, to })
      return { metric: id, version: metric.version, unit: metric.unit, from, to, ...(await outliersOf(ctx, metric, range)) }
    }),
  ],
  commands: [commands.metric, commands.outliers, commands.list],
}
