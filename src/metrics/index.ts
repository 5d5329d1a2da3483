import { read, type Slice } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as commands from './commands.ts'
import { describe } from './describe.ts'
import { figuresOf } from './figures.ts'
import { outliersOf } from './outliers.ts'
import { periodOf } from './period.ts'
import { metrics as all, metricOf } from './registry.ts'

/** Honest figures: each with what it counts, how sure it is, and whose it is. */
export const metrics: Slice = {
  name: 'metrics',
  permissions: { 'metrics.read': ['viewer', 'rep', 'manager', 'head', 'champion', 'admin'] },
  events: [],
  routes: [
    read(api.listMetrics, async ({ who }) => ({ items: [...(await all()).values()].map(metric => describe(metric, who.language)) })),
    read(api.readMetric, async (ctx, { id, from, to, level, by }) => {
      const metric = await metricOf(id)
      const range = { workspaceId: ctx.workspace.id, now: ctx.now, ...periodOf({ from, to }, ctx.workspace.zone) }
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
      const range = { workspaceId: ctx.workspace.id, now: ctx.now, ...periodOf({ from, to }, ctx.workspace.zone) }
      return { metric: id, version: metric.version, unit: metric.unit, from, to, ...(await outliersOf(ctx, metric, range)) }
    }),
  ],
  commands: [commands.metric, commands.outliers, commands.list],
}
