import { z } from 'zod'
import { Ref } from '#inbox/api.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { instant } from '#kernel/input.ts'
import { Action } from './action-words.ts'

const one = { id: z.uuid() }
const why = z.string().trim().min(1).max(500)

export const listWhys = endpoint('GET /cases/:id/whys', {
  summary: 'Why it happened, asked up to five times: the lines of one case and the cause they lead to',
  may: 'inbox.read',
  input: z.strictObject(one),
  output: z.object({ whys: z.array(z.string()), cause: Ref.nullable(), topic: Ref.nullable(), mayChange: z.boolean() }),
})
export const setWhys = endpoint('PUT /cases/:id/whys', {
  summary: 'Write down why it happened; with `causeId` or `causeName` also what it comes down to',
  may: 'inbox.reply',
  input: z.strictObject({
    ...one,
    whys: z.array(why).max(5),
    causeId: z.uuid().optional(),
    causeName: z.string().trim().min(1).max(200).optional(),
  }),
  output: z.null(),
})

const Revenue = z.object({ currency: z.string().nullable(), monthly: z.number() })
export const paretoBy = ['cases', 'customers', 'revenue'] as const
const Bar = z.object({
  cause: Ref,
  topic: Ref.nullable(),
  /** Causes below it in the tree, counted with it. */
  below: z.int(),
  cases: z.int(),
  customers: z.int(),
  /** A month's revenue of the accounts that met it; null where the reader may not see revenue. */
  revenue: z.array(Revenue).nullable(),
  /** Of all that is shown, and with everything larger before it, 0..1. */
  share: z.number(),
  cumulative: z.number(),
  /** Actions that are planned, being done or watched. */
  actions: z.int(),
})
export type Bar = z.output<typeof Bar>
export const pareto = endpoint('GET /causes/pareto', {
  summary: 'Causes of the cases opened in the last `days`, the largest first, with their running share',
  may: 'actions.read',
  input: z.strictObject({
    days: z.coerce.number().int().min(7).max(730).default(90),
    by: z.enum(paretoBy).default('cases'),
    /** Those below this one, instead of the top of the tree. */
    under: z.uuid().optional(),
  }),
  output: z.object({
    from: instant,
    under: Ref.nullable(),
    /** Cases of the time with a cause, and without one yet. */
    caused: z.int(),
    uncaused: z.int(),
    items: z.array(Bar),
  }),
})

export const Interval = z.object({ value: z.number().nullable(), low: z.number(), high: z.number().nullable() })
const Growing = z.object({
  cause: Ref,
  /** Beyond chance though so many were looked at; else it is only worth a look. */
  sure: z.boolean(),
  /** The week from which on it is more frequent. */
  sinceAt: instant,
  ratio: Interval,
  casesSince: z.int(),
  actions: z.int(),
})
export const growing = endpoint('GET /causes/growing', {
  summary: 'Causes that have become more frequent in the last year, beyond chance',
  may: 'actions.read',
  input: z.strictObject({}),
  output: z.object({ weeks: z.int(), looked: z.int(), items: z.array(Growing) }),
})

export const Week = z.object({
  startsAt: instant,
  /** Cases of the cause; per 1,000 interactions (or cases), null where none of the week's cases has its cause yet. */
  count: z.int(),
  rate: z.number().nullable(),
})
export const readCause = endpoint('GET /causes/:id', {
  summary: 'One cause: its place in the tree, its weeks, what is done about it',
  may: 'actions.read',
  input: z.strictObject(one),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    topic: Ref.nullable(),
    path: z.array(Ref),
    below: z.array(Ref),
    cases: z.int(),
    customers: z.int(),
    basis: z.enum(['interactions', 'cases']),
    weeks: z.array(Week),
    grows: z.object({ sinceAt: instant, ratio: Interval }).nullable(),
    actions: z.array(Action),
    whys: z.array(z.object({ caseId: z.uuid(), number: z.int(), lines: z.array(z.string()) })),
    mayPlace: z.boolean(),
  }),
})
export const placeCause = endpoint('PUT /causes/:id/parent', {
  summary: 'Put a cause under another one, or at the top of the tree',
  may: 'inbox.causes',
  input: z.strictObject({ ...one, parentId: z.uuid().nullable() }),
  output: z.null(),
})
