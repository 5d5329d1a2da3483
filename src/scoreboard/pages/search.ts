import { z } from 'zod'
import { periods } from '../periods-api.ts'

const day = z.iso.date().optional().catch(undefined)
const id = z.uuid().optional().catch(undefined)
const word = z.string().max(60).optional().catch(undefined)

/** Whose figures, of when, of which facts; and the figure whose facts are open. All of it stands in the address. */
export const BoardSearch = z.object({
  level: z.enum(['manager', 'member']).optional().catch(undefined),
  of: id,
  period: z.enum(periods).optional().catch(undefined),
  from: day,
  to: day,
  channel: word,
  topic: id,
  language: word,
  view: z.enum(['chart']).optional().catch(undefined),
  more: z.coerce.boolean().optional().catch(undefined),
  /** What is open: a metric, of whom, in which days. */
  open: word,
  who: id,
  start: day,
  end: day,
  time: z
    .string()
    .regex(/^\d\d:[03]0$/)
    .optional()
    .catch(undefined),
  above: z.coerce.number().optional().catch(undefined),
  below: z.coerce.number().optional().catch(undefined),
  hit: z.enum(['yes', 'no']).optional().catch(undefined),
})
export type BoardSearch = z.output<typeof BoardSearch>

/** Of one metric: the same, and how time is cut into pieces. */
export const MetricSearch = BoardSearch.extend({ step: z.enum(['half-hour', 'day', 'week', 'month']).optional().catch(undefined) })
export type MetricSearch = z.output<typeof MetricSearch>

export const FindSearch = z.object({ q: z.string().max(100).optional().catch(undefined) })

export const BenchmarkSearch = FindSearch.extend({ metric: word, kind: z.enum(['published', 'competitor']).optional().catch(undefined) })

export const StaffingSearch = BoardSearch.pick({ period: true, from: true, to: true }).extend({
  weekday: z.coerce.number().int().min(1).max(7).optional().catch(undefined),
  kind: z.enum(['call', 'chat']).optional().catch(undefined),
  level: z.coerce.number().optional().catch(undefined),
  seconds: z.coerce.number().optional().catch(undefined),
  shrinkage: z.coerce.number().optional().catch(undefined),
})
export type StaffingSearch = z.output<typeof StaffingSearch>

export const ExploreSearch = BoardSearch.extend({
  metric: word,
  by: z.enum(['channel', 'topic', 'language', 'week']).optional().catch(undefined),
})
export type ExploreSearch = z.output<typeof ExploreSearch>
