import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { instant, listOf, paging } from '#kernel/input.ts'
import { PeopleFilters, periods, ResultFilters } from './filters-api.ts'

/** Below, a figure is only its count; and below the second, it is shown as unsure. */
export const LEAST = 5
export const SURE = 30

/** `nps` in points, `share` 0..1 (Wilson), `mean` on the question's scale (t). Null with fewer than 5 answers; low and high are the 95 % interval. */
export const measures = ['nps', 'share', 'mean'] as const
const Estimated = { n: z.int(), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }
export const Figure = z.object({ measure: z.enum(measures), ...Estimated })
export type Figure = z.output<typeof Figure>

/** One answer that could be given, and its share of those who answered. `answer` finds the people behind it. */
export const Bar = z.object({ answer: z.string(), label: z.string(), ...Estimated })
export type Bar = z.output<typeof Bar>

export const Scale = z.object({ id: z.string(), min: z.number(), max: z.number(), direction: z.enum(['up', 'down']) })

export const QuestionResult = z.object({
  /** Key, and the version from which it is meant where a key has changed its kind or scale. */
  id: z.string(),
  key: z.string(),
  kind: z.enum(['score', 'choice', 'choices', 'matrix', 'ranking', 'text', 'date', 'file', 'consent', 'statement']),
  ask: z.string(),
  versions: z.array(z.int()),
  /** Not asked by the newest version any more. */
  earlier: z.boolean(),
  scale: Scale.nullable(),
  /** The words at the scale's ends. */
  ends: z.object({ low: z.string(), high: z.string() }).nullable(),
  /** Who answered it, of how many whose version asks it. */
  n: z.int(),
  of: z.int(),
  figures: z.array(Figure),
  /** Answers and how many gave each; of several choices one may give more than one. Empty with fewer than 5 answers. */
  bars: z.array(Bar),
  /** Of a matrix: each row with its bars. */
  rows: z.array(z.object({ answer: z.string(), label: z.string(), n: z.int(), bars: z.array(Bar) })),
  /** Of a ranking: mean place, 1 is first. */
  ranks: z.array(z.object({ answer: z.string(), label: z.string(), ...Estimated })),
  /** The first figure, period by period. */
  trend: z.array(z.object({ from: z.iso.date(), ...Estimated })),
})
export type QuestionResult = z.output<typeof QuestionResult>

export const Results = z.object({
  survey: z.object({ id: z.uuid(), name: z.string(), kind: z.string(), version: z.int() }),
  /** Of the page that everybody may read who has its address; null while no question is chosen for it. */
  publicPath: z.string().nullable(),
  n: z.int(),
  comments: z.int(),
  first: instant.nullable(),
  last: instant.nullable(),
  every: z.enum(periods),
  zone: z.string(),
  /** What is not counted here, and why. */
  excluded: z.object({ test: z.int(), archived: z.int(), machine: z.int() }),
  questions: z.array(QuestionResult),
  /** What there is to filter by, whatever is filtered now. */
  choices: z.object({
    channels: z.array(z.string()),
    languages: z.array(z.string()),
    versions: z.array(z.int()),
  }),
})
export type Results = z.output<typeof Results>

const filters = ResultFilters.shape
const survey = z.uuid()

export const getResults = endpoint('GET /responses/results', {
  summary: 'What was answered to a survey: every question with its n, figures with 95 % intervals, distribution and trend',
  may: 'responses.read',
  input: z.strictObject({ survey, ...filters, every: z.enum(periods).optional() }),
  output: Results,
})

const Ref = z.object({ id: z.uuid(), name: z.string() })

export const ResponseItem = z.object({
  id: z.uuid(),
  respondedAt: instant,
  channel: z.string(),
  language: z.string(),
  score: z
    .object({ value: z.number(), min: z.number(), max: z.number(), scale: z.string(), mood: z.enum(['bad', 'neutral', 'good']).nullable() })
    .nullable(),
  comment: z.string(),
  customer: Ref.nullable(),
  account: Ref.nullable(),
})
export type ResponseItem = z.output<typeof ResponseItem>

export const listResponses = endpoint('GET /responses', {
  summary: 'Responses to a survey, the newest first: all of them, those behind one bar, or those whose comment holds some words',
  may: 'responses.read',
  input: z.strictObject({ survey, ...filters, ...PeopleFilters, ...paging }),
  output: listOf(ResponseItem),
})

export const getResponse = endpoint('GET /responses/:id', {
  summary: 'One whole response, in the words of the version that was answered',
  may: 'responses.read',
  input: z.strictObject({ id: z.uuid() }),
  output: ResponseItem.extend({
    survey: Ref,
    version: z.int(),
    source: z.string(),
    test: z.boolean(),
    archivedAt: instant.nullable(),
    completedAt: instant.nullable(),
    member: Ref.nullable(),
    topic: Ref.nullable(),
    caseId: z.uuid().nullable(),
    answers: z.array(
      z.object({
        key: z.string(),
        ask: z.string(),
        kind: QuestionResult.shape.kind,
        said: z.array(z.string()),
        score: z.object({ value: z.number(), min: z.number(), max: z.number() }).nullable(),
      }),
    ),
    properties: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
})

export const fileFormats = ['csv', 'xlsx', 'json'] as const

export const downloadResponses = endpoint('GET /responses/file', {
  summary: 'The responses as a file, one row each, columns in the reader’s language; test and archived ones are left out',
  may: 'responses.read',
  input: z.strictObject({ survey, ...filters, format: z.enum(fileFormats) }),
  output: z.unknown(),
})
