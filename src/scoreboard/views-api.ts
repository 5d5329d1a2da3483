import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { Described } from '#metrics/api.ts'
import { Figure, Filter, Period, When, Whose } from './api.ts'

const name = z.string().trim().min(1).max(80)
export const cuts = ['channel', 'topic', 'language', 'week'] as const
export const rhythms = ['week', 'month'] as const

/** A question to the figures: which, cut by what, of whom, when, of which facts. */
export const Question = z.strictObject({
  metric: z.string().max(60),
  by: z.enum(cuts).optional(),
  ...Whose,
  ...When,
  ...Filter,
})
export type Question = z.output<typeof Question>

export const explore = endpoint('GET /scoreboard/explore', {
  summary: 'Any figure by any cut, of a level or one of it, of any time and facts; only of those whom one may see, at most 500 rows',
  may: 'metrics.read',
  input: Question,
  output: z.object({
    period: Period,
    metric: Described,
    rows: z.array(Figure.extend({ id: z.uuid(), who: z.string(), by: z.string().nullable(), name: z.string().nullable() })),
    /** There were more rows than are shown. */
    more: z.boolean(),
  }),
})
export type Explored = z.output<typeof explore.output>

export const View = z.object({
  id: z.uuid(),
  name,
  question: Question,
  /** Everybody finds it; what they see in it is theirs to see. */
  shared: z.boolean(),
  mine: z.boolean(),
  by: z.string().nullable(),
  /** How often I get it by mail. */
  mail: z.enum(rhythms).nullable(),
})
export type View = z.output<typeof View>

export const listViews = endpoint('GET /scoreboard/views', {
  summary: 'Saved questions: one’s own, and those that are shared, by name',
  may: 'metrics.read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(View), next: z.null() }),
})

export const saveView = endpoint('POST /scoreboard/views', {
  summary: 'Save a question under a name, for oneself or shared',
  may: 'scoreboard.views',
  input: z.strictObject({ name, question: Question, shared: z.boolean().default(false) }),
  output: z.object({ id: z.uuid() }),
})

export const removeView = endpoint('DELETE /scoreboard/views/:id', {
  summary: 'Take away a question that one has saved',
  may: 'scoreboard.views',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

export const mailView = endpoint('PUT /scoreboard/views/:id/mail', {
  summary: 'Get a saved question’s answer by mail, on Mondays or on the first of the month; null ends it',
  may: 'scoreboard.views',
  input: z.strictObject({ id: z.uuid(), every: z.enum(rhythms).nullable() }),
  output: z.object({ nextAt: z.coerce.date().nullable() }),
})

export const viewSaved = event('scoreboard.view-saved', z.object({ viewId: z.uuid() }), ['/scoreboard/views'])
export const viewRemoved = event('scoreboard.view-removed', z.object({ viewId: z.uuid() }), ['/scoreboard/views'])
