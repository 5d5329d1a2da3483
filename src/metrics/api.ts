import { z } from 'zod'
import { doubtKinds } from '#interactions/api.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { day } from '#kernel/input.ts'

const Number_ = z.number().nullable()

const level = z.enum(['company', 'manager', 'member'])

export const Described = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  about: z.string(),
  unit: z.enum(['share', 'seconds', 'points', 'score', 'count']),
  better: z.enum(['up', 'down']).nullable(),
  /** How facts become the figure, in a sentence. */
  rule: z.string(),
  smallest: z.int(),
  levels: z.array(level),
  comparable: z.boolean(),
  /** The same idea by other rules. */
  variants: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What is left out, each with why, in sentences. */
  excludes: z.array(z.object({ why: z.string(), says: z.string() })),
  /** The metric that must not say the opposite before anybody acts on this one. */
  pairedWith: z.string().nullable(),
  reachDays: z.int(),
  settlesAfterDays: z.int(),
  steers: z.enum(['satisfaction', 'productivity']).nullable(),
  /** What must exist before it can say anything. */
  awaits: z.string().nullable(),
})

export const listMetrics = endpoint('GET /metrics', {
  summary: 'All metrics with their definitions, in the reader’s language',
  may: 'metrics.read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(Described) }),
})

/** What a composite was made of: values from 0 to 100. */
export const Made = z.object({ metric: z.string(), weight: z.number(), value: Number_, n: z.int() })

export const FigureRow = z.object({
  level,
  id: z.uuid(),
  name: z.string(),
  by: z.string().nullable().optional(),
  n: z.int(),
  value: Number_,
  low: Number_,
  high: Number_,
  made: z.array(Made).optional(),
})

const period = { id: z.string().max(60), from: day, to: day }
const head = { metric: z.string(), version: z.int(), unit: z.string(), from: day, to: day }

export const readMetric = endpoint('GET /metrics/:id', {
  summary:
    'Figures of a metric: days of the workspace’s zone, `from` included, `to` not; 95 % intervals; below the smallest n only the count',
  may: 'metrics.read',
  input: z.strictObject({
    ...period,
    level: level.default('company'),
    by: z.enum(['channel', 'topic', 'language', 'week']).optional(),
  }),
  output: z.object({
    ...head,
    rows: z.array(FigureRow),
    /** Records of this time that count nowhere, because they contradict another one or the clock: until a person has decided. */
    leftOut: z.array(z.object({ kind: z.enum(doubtKinds), n: z.int() })),
    /** Its last days are not judged yet, or may still change. */
    unsettled: z.boolean(),
    /** So many late facts came in that it is being made anew, and is what it was until then. */
    recalculating: z.boolean(),
  }),
})

export const Standing = FigureRow.extend({
  /** The figure as it would be with the company's mix of channels, topics and languages. */
  adjusted: Number_,
  z: Number_,
  q: Number_,
  /** Probability that the true level is better than the mean by more than a little; from 0.9 on one can learn from them. */
  learn: Number_,
  outlier: z.enum(['better', 'worse']).nullable(),
})

export const readOutliers = endpoint('GET /metrics/:id/outliers', {
  summary: 'Whether reps differ at all, who is an outlier, and from whom one can learn',
  may: 'metrics.read',
  input: z.strictObject(period),
  output: z.object({
    ...head,
    /** Null below five reps with enough facts: then nobody is compared. */
    differ: z.object({ spread: z.number(), i2: z.number(), byChance: z.boolean() }).nullable(),
    rows: z.array(Standing),
  }),
})
