import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { day } from '#kernel/input.ts'
import { Figure, Filter, Whose } from './api.ts'

const id = z.string().max(60)
export const steps = ['half-hour', 'day', 'week', 'month'] as const
export const rules = ['beyond-limits', 'eight-on-one-side', 'six-in-a-row'] as const

const asked = { id, from: day, to: day, ...Whose, ...Filter }

const Point = Figure.extend({
  /** The first day of it, or with half hours the moment as the workspace's clock has it: 2026-03-02T09:30. */
  on: z.string(),
  /** The days behind it, the last not included. */
  from: day,
  to: day,
  /** Only a part of it lies in the time asked for, or it is not over yet. */
  cut: z.boolean(),
  unsettled: z.boolean(),
  limits: z.object({ centre: z.number(), low: z.number(), high: z.number() }).nullable(),
  signals: z.array(z.enum(rules)),
})
export type Point = z.output<typeof Point>

export const readTrend = endpoint('GET /metrics/:id/trend', {
  summary:
    'A metric over time as a control chart: where it wanders by itself, and which points are signals by which rule; without `step` one that suits the time',
  may: 'metrics.read',
  input: z.strictObject({ ...asked, step: z.enum(steps).optional() }),
  output: z.object({
    step: z.enum(steps),
    /** Shares of changing totals (p, or Laney’s p′ where days differ for reasons of their own), counts by days (u), all else single values (XmR). Null: too few points. */
    chart: z.enum(['p', 'laney', 'u', 'xmr']).nullable(),
    points: z.array(Point),
  }),
})
export type Trend = z.output<typeof readTrend.output>

export const readSpread = endpoint('GET /metrics/:id/spread', {
  summary: 'How the single values of a metric lie: a histogram and percentiles; null where its facts are no values, or fewer than five',
  may: 'metrics.read',
  input: z.strictObject(asked),
  output: z.object({
    spread: z
      .object({
        n: z.int(),
        bins: z.array(z.object({ from: z.number(), to: z.number(), n: z.int() })),
        /** Values beyond the last bin: the longest hundredth. */
        beyond: z.int(),
        percentiles: z.array(z.object({ p: z.int(), value: z.number() })),
      })
      .nullable(),
  }),
})

export const Note = z.object({
  id: z.uuid(),
  on: day,
  words: z.string(),
  everywhere: z.boolean(),
  by: z.string().nullable(),
})
const words = z.string().trim().min(1).max(200)

export const listNotes = endpoint('GET /metrics/:id/notes', {
  summary: 'What happened on days that a line may bend at: of this metric, and of all',
  may: 'metrics.read',
  input: z.strictObject({ id, from: day, to: day }),
  output: z.object({ items: z.array(Note), next: z.null() }),
})

export const addNote = endpoint('POST /metrics/:id/notes', {
  summary: 'Note what happened on a day ("new release"), at this metric or `everywhere`',
  may: 'scoreboard.note',
  input: z.strictObject({ id, on: day, words, everywhere: z.boolean().default(false) }),
  output: z.object({ id: z.uuid() }),
})

export const removeNote = endpoint('DELETE /metrics/:id/notes/:note', {
  summary: 'Take a note away',
  may: 'scoreboard.note',
  input: z.strictObject({ id, note: z.uuid() }),
  output: z.object({}),
})

export const noteWritten = event('metric.note-written', z.object({ noteId: z.uuid(), metric: id.nullable() }), ['/metrics'])
export const noteRemoved = event('metric.note-removed', z.object({ noteId: z.uuid() }), ['/metrics'])
