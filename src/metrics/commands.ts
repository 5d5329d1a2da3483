import { type CommandContext, command } from '#kernel/command.ts'
import { reading, system } from '#kernel/inside.ts'
import { type Cut, cuts, type Level, levels } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { describe } from './describe.ts'
import { figuresOf } from './figures.ts'
import { outliersOf } from './outliers.ts'
import { rangeOf } from './period.ts'
import { metricOf, metrics } from './registry.ts'

const period = [
  { name: 'from', value: 'D', about: 'the first day, in the zone of the workspace', required: true },
  { name: 'to', value: 'D', about: 'the day after the last', required: true },
] as const

const inWorkspace = async <T>({ inside, workspaceId }: CommandContext, run: (ctx: Reading) => Promise<T>) =>
  reading(inside, await workspaceId(), system, run)

async function asked(ctx: Reading, id: string, { from, to }: Record<string, unknown>) {
  const metric = await metricOf(id)
  const days = { from: day('from', from), to: day('to', to) }
  return { metric, range: rangeOf(ctx, days), head: { metric: id, version: metric.version, unit: metric.unit, ...days } }
}

/** `npm run sabai -- metric csat --from 2026-01-01 --to 2026-02-01 --level member` */
export const metric = command({
  words: 'metric',
  about: 'Figures of one metric, with 95 % intervals',
  takes: ['id'],
  options: [
    ...period,
    { name: 'level', value: levels.join('|'), about: 'whose (company)' },
    { name: 'by', value: cuts.join('|'), about: 'split further' },
  ],
  run: (context, { takes: [id = ''], options }) =>
    inWorkspace(context, async ctx => {
      const { metric, range, head } = await asked(ctx, id, options)
      const level = oneOf<Level>('level', levels, options.level) ?? 'company'
      return { ...head, rows: await figuresOf(ctx, { metric, range, level, by: oneOf<Cut>('by', cuts, options.by) }) }
    }),
})

export const outliers = command({
  words: 'outliers',
  about: 'Whether reps differ at all, who is an outlier, from whom one can learn',
  takes: ['id'],
  options: [...period],
  run: (context, { takes: [id = ''], options }) =>
    inWorkspace(context, async ctx => {
      const { metric, range, head } = await asked(ctx, id, options)
      return { ...head, ...(await outliersOf(ctx, metric, range)) }
    }),
})

export const list = command({
  words: 'metrics',
  about: 'All metrics with their definitions',
  takes: [],
  options: [],
  run: context =>
    inWorkspace(context, async ({ workspace }) => ({
      items: [...(await metrics()).values()].map(one => describe(one, workspace.language)),
    })),
})

function day(name: string, given: unknown): string {
  if (typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given)) return given
  throw new Error(`--${name} must be a day like 2026-03-02, not '${given}'.`)
}

function oneOf<One extends string>(name: string, known: readonly One[], given: unknown): One | null {
  if (given === undefined) return null
  const found = known.find(one => one === given)
  if (!found) throw new Error(`--${name} must be ${known.join(', ')}, not '${given}'.`)
  return found
}
