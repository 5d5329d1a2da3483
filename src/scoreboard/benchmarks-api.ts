import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, paging } from '#kernel/input.ts'
import { Described } from '#metrics/api.ts'
import { Figure } from './api.ts'
import { methods, misfits, scales } from './benchmark-basis-api.ts'

const id = z.string().max(60)
export const benchmarkKinds = ['published', 'competitor'] as const
const word = z.string().trim().max(200)

/** Value in the unit that its scale and method have: a share from 0 to 1, seconds, points, a score. */
export const Fields = {
  kind: z.enum(benchmarkKinds),
  /** Whose figure it is: a company, an industry. */
  name: word.min(1),
  metric: id,
  scale: z.enum(scales),
  method: z.enum(methods),
  value: z.number(),
  /** How many answers or contacts it is of. */
  n: z.int().min(1).max(1e9).nullable().default(null),
  /** The standard deviation of single ones, in the same unit; without it a mean cannot be tested. */
  deviation: z.number().min(0).max(1e9).nullable().default(null),
  industry: word.default(''),
  region: word.default(''),
  year: z.int().min(1990).max(2100),
  sourceUrl: z.url({ protocol: /^https?$/ }).max(500),
  licence: word.default(''),
}

export const Benchmark = z.object({
  ...Fields,
  id: z.uuid(),
  metricVersion: z.int(),
  sourceUrl: z.string(),
  unit: Described.shape.unit,
  /** Shown beside our figure, because somebody chose so. */
  shown: z.boolean(),
  /** Why it must not stand beside a figure of ours; null where it may. */
  misfit: z.enum(misfits).nullable(),
  /** The day from which it tells of nobody any more: two years after its own has ended. */
  goodUntil: z.iso.date(),
  writtenAt: instant,
  writtenBy: z.string().nullable(),
})
export type Benchmark = z.output<typeof Benchmark>

export const listBenchmarks = endpoint('GET /benchmarks', {
  summary: 'What others reach, with source, year, scale and method, and whether it may stand beside a figure of ours',
  may: 'metrics.read',
  input: z.strictObject({
    q: z.string().max(100).optional(),
    metric: id.optional(),
    kind: z.enum(benchmarkKinds).optional(),
    shown: z.stringbool().optional(),
    ...paging,
  }),
  output: listOf(Benchmark),
})

export const listBases = endpoint('GET /benchmarks/bases', {
  summary: 'On which scale, and by which method, each figure of ours stands: what is held against it must stand on the same',
  may: 'metrics.read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(z.object({ metric: id, scale: z.enum(scales), method: z.enum(methods) })) }),
})

export const addBenchmark = endpoint('POST /benchmarks', {
  summary: 'Enter what another reaches, from where it is known; it is shown nowhere until somebody chooses so',
  may: 'scoreboard.benchmarks',
  input: z.strictObject(Fields),
  output: z.object({ id: z.uuid() }),
})

export const changeBenchmark = endpoint('PUT /benchmarks/:id', {
  summary: 'Correct what another reaches; it is of the metric as it is defined now',
  may: 'scoreboard.benchmarks',
  input: z.strictObject({ id: z.uuid(), ...Fields }),
  output: z.object({}),
})

export const showBenchmark = endpoint('PUT /benchmarks/:id/shown', {
  summary: 'Show it beside our figure, or no more; refused where scale, method or definition differ, or it is too old',
  may: 'scoreboard.benchmarks',
  input: z.strictObject({ id: z.uuid(), shown: z.boolean() }),
  output: z.object({}),
})

export const removeBenchmark = endpoint('DELETE /benchmarks/:id', {
  summary: 'Take a benchmark away',
  may: 'scoreboard.benchmarks',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

export const restoreBenchmark = endpoint('POST /benchmarks/:id/restore', {
  summary: 'Take back that a benchmark was taken away',
  may: 'scoreboard.benchmarks',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

export const takePublished = endpoint('POST /benchmarks/published', {
  summary: 'Take in the published figures that come along, with their sources; those that are there stay as they are',
  may: 'scoreboard.benchmarks',
  input: z.strictObject({}),
  output: z.object({ added: z.int() }),
})

export const compareBenchmarks = endpoint('GET /metrics/:id/benchmarks', {
  summary: 'Benchmarks of a metric beside our own figure of the same year: the difference with its interval where both numbers are known',
  may: 'metrics.read',
  input: z.strictObject({ id }),
  output: z.object({
    items: z.array(
      z.object({
        benchmark: Benchmark,
        /** Our company's figure of that year; null where it must not be compared. */
        ours: Figure.nullable(),
        /** How much ours is above theirs. */
        change: z.object({ value: z.number(), low: z.number(), high: z.number(), seen: z.boolean() }).nullable(),
        /** `untestable`: their number or spread is not known; `no-figure`: we have too few of that year. */
        verdict: z.enum(['refused', 'no-figure', 'untestable', 'same', 'above', 'below']),
      }),
    ),
  }),
})
export type Comparison = z.output<typeof compareBenchmarks.output>['items'][number]

export const benchmarksChanged = event(
  'scoreboard.benchmarks-changed',
  z.object({ benchmarkId: z.uuid().nullable(), metric: id.nullable() }),
  ['/benchmarks', '/metrics'],
)
