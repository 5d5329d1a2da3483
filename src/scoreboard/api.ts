import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { day, instant, listOf, paging } from '#kernel/input.ts'
import { Described } from '#metrics/api.ts'
import { periods } from './periods-api.ts'

const number = z.number().nullable()
const id = z.string().max(60)
const Person = z.object({ id: z.uuid(), name: z.string() })

/** Which facts: of these channels, topics (with all below) and languages only. */
export const Filter = { channel: z.string().max(60).optional(), topic: z.uuid().optional(), language: z.string().max(20).optional() }
/** When: a period by its name, or with `days` the days from `from` to `to`, the last not included. */
export const When = { period: z.enum(periods).default('last-30'), from: day.optional(), to: day.optional() }
/** Whose: the company, or with `of` a manager's people or one member. */
export const Whose = { level: z.enum(['company', 'manager', 'member']).default('company'), of: z.uuid().optional() }

const Days = z.object({ from: day, to: day })
export const Period = Days.extend({ partial: z.boolean(), before: Days, lastYear: Days })

export const Figure = z.object({ n: z.int(), value: number, low: number, high: number })
/** How much above the other it lies; `seen` only where chance does not explain it. */
const Change = z.object({ value: z.number(), low: z.number(), high: z.number(), seen: z.boolean() })

export const Tile = z.object({
  metric: Described,
  place: z.enum(['satisfaction', 'productivity', 'six', 'more']),
  now: Figure,
  before: Change.nullable(),
  lastYear: Change.nullable(),
  target: z.object({ value: z.number(), verdict: z.enum(['met', 'short', 'open']) }).nullable(),
  weeks: z.array(Figure.extend({ from: day })),
  /** Its last days may still move: what settles later is not settled yet. */
  unsettled: z.boolean(),
  /** More than a thousand late facts wait, or they make too many to be read again at once: it is what it was until they are in. */
  recalculating: z.boolean(),
})
export type Tile = z.output<typeof Tile>

export const readScoreboard = endpoint('GET /scoreboard', {
  summary:
    'The pair to steer by and the six, with `more` the others, with `metric` that one alone: value, interval, n, weeks, changes and targets, of a company, team or member',
  may: 'metrics.read',
  input: z.strictObject({ ...Whose, ...When, ...Filter, more: z.stringbool().optional(), metric: id.optional() }),
  output: z.object({
    period: Period,
    subject: Person,
    /** Null: nobody has chosen a pair yet, and the usual one is shown. */
    goal: z.object({ chosenBy: z.string().nullable(), chosenAt: instant }).nullable(),
    tiles: z.array(Tile),
  }),
})
export type Board = z.output<typeof readScoreboard.output>

const Cell = Figure.extend({ metric: id })
export const readRows = endpoint('GET /scoreboard/rows', {
  summary: 'Managers or members as rows, by name, with their figures of every metric that is theirs; only those whom one may see',
  may: 'metrics.read',
  input: z.strictObject({ level: z.enum(['manager', 'member']), ...When, ...Filter }),
  output: z.object({ period: Period, metrics: z.array(Described), rows: z.array(Person.extend({ cells: z.array(Cell) })) }),
})

export const downloadRows = endpoint('GET /scoreboard/file', {
  summary: 'The same as a CSV file: one row a figure, with its interval and n; only those whom one may see',
  may: 'metrics.read',
  input: z.strictObject({ level: z.enum(['company', 'manager', 'member']), ...When, ...Filter }),
  output: z.unknown(),
})

/** One fact behind a figure. What may not be seen of it is null. */
export const Behind = z.object({
  ref: z.string(),
  kind: z.enum(['interaction', 'case', 'feedback', 'view', 'account', 'other']),
  at: instant,
  /** What it counts for: 1 or 0 of a share, a score, seconds, a number. */
  value: number,
  member: Person.nullable(),
  customer: Person.nullable(),
  channel: z.string().nullable(),
  topic: z.string().nullable(),
  language: z.string().nullable(),
  /** The customer's words, the case's title, the article. */
  words: z.string().nullable(),
  caseId: z.uuid().nullable(),
  feedbackId: z.uuid().nullable(),
})
export type Behind = z.output<typeof Behind>

export const listBehind = endpoint('GET /metrics/:id/behind', {
  summary:
    'The interactions, cases, feedback or readings that a figure counts, the newest first; days of the workspace’s zone, `to` not included',
  may: 'metrics.read',
  input: z.strictObject({
    id,
    from: day,
    to: day,
    ...Whose,
    ...Filter,
    /** Only those that count as hits, or only those that do not; above or below a value. */
    hit: z.stringbool().optional(),
    above: z.coerce.number().optional(),
    below: z.coerce.number().optional(),
    /** Only of this half hour of the day, as the workspace’s clock has it. */
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[03]0$/)
      .optional(),
    ...paging,
  }),
  output: listOf(Behind).extend({
    /** Some of it belongs to people whose figures one does not see. */
    partly: z.boolean(),
  }),
})

const Target = z.number().min(-1e9).max(1e9).nullable()

export const setGoal = endpoint('PUT /scoreboard/goal', {
  summary: 'Choose the pair to steer by: one figure of satisfaction and one of productivity, always shown together, with what is aimed at',
  may: 'scoreboard.goal',
  input: z.strictObject({
    satisfaction: z.strictObject({ metric: id, target: Target }),
    productivity: z.strictObject({ metric: id, target: Target }),
  }),
  output: z.object({}),
})

export const setTarget = endpoint('PUT /metrics/:id/target', {
  summary: 'What is aimed at with a metric, in its own unit (a share as 0 to 1); null takes it away',
  may: 'scoreboard.goal',
  input: z.strictObject({ id, target: Target }),
  output: z.object({}),
})

export const readChoices = endpoint('GET /scoreboard/choices', {
  summary: 'Which metrics may be half of the pair, and the targets that are set',
  may: 'metrics.read',
  input: z.strictObject({}),
  output: z.object({
    satisfaction: z.array(Described),
    productivity: z.array(Described),
    chosen: z.object({ satisfaction: id, productivity: id }),
    targets: z.array(z.object({ metric: id, value: z.number() })),
  }),
})

export const goalChosen = event('scoreboard.goal-chosen', z.object({ satisfaction: id, productivity: id }), ['/scoreboard'])
export const targetSet = event('scoreboard.target-set', z.object({ metric: id }), ['/scoreboard', '/metrics'])
