import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { day, flag, instant, listOf, paging } from '#kernel/input.ts'
import { Action, actionKinds, actionStates, VerdictWord } from './action-words.ts'
import { Interval } from './cause-api.ts'

const one = { id: z.uuid() }

/** Also the URL search of the board. */
export const ActionFilters = z.strictObject({
  owner: z.uuid().optional(),
  mine: flag.optional(),
  cause: z.uuid().optional(),
  kind: z.enum(actionKinds).optional(),
  overdue: flag.optional(),
})
export const listActions = endpoint('GET /actions', {
  summary: 'Actions of one column of the board, the first due first; checked ones the newest first',
  may: 'actions.read',
  input: ActionFilters.extend({ ...paging, state: z.enum(actionStates).optional(), archived: flag.optional() }),
  output: listOf(Action),
})

const content = {
  what: z.string().trim().min(1).max(500),
  kind: z.enum(actionKinds),
  ownerId: z.uuid(),
  dueOn: day,
  causeIds: z.array(z.uuid()).min(1).max(20),
  checkAfterDays: z.int().min(7).max(365).default(56),
}
export const addAction = endpoint('POST /actions', {
  summary: 'Plan what is done so that causes do not come back',
  may: 'actions.change',
  input: z.strictObject(content),
  output: Action,
})
export const changeAction = endpoint('PUT /actions/:id', {
  summary: 'Change an action; a new day makes a new clock',
  may: 'actions.move',
  input: z.strictObject({ ...one, ...content }),
  output: Action,
})
export const moveAction = endpoint('POST /actions/:id/move', {
  summary: 'Move an action on the board; what is done will be checked on its day',
  may: 'actions.move',
  input: z.strictObject({ ...one, state: z.enum(['planned', 'doing', 'done']) }),
  output: Action,
})
export const archiveAction = endpoint('POST /actions/:id/archive', {
  summary: 'Put an action away, or back; its clocks stop and start',
  may: 'actions.change',
  input: z.strictObject({ ...one, archived: z.boolean() }),
  output: Action,
})
export const checkAction = endpoint('POST /actions/:id/check', {
  summary: 'Look now whether the causes still come back; the day of the check stays',
  may: 'actions.move',
  input: z.strictObject(one),
  output: z.null(),
})

const Side = z.object({ count: z.int(), exposure: z.number() })
export const Proof = z.object({
  id: z.uuid(),
  at: instant,
  verdict: VerdictWord,
  basis: z.enum(['interactions', 'cases']),
  before: Side,
  after: Side,
  /** How many times as often as before; null where nothing can be compared. */
  ratio: Interval.nullable(),
  /** How much more the weeks differ than chance; 1 is chance alone. */
  dispersion: z.number(),
  knownShare: z.number(),
  relapse: z.boolean(),
  /** A control chart: its limits are those of the weeks before. */
  weeks: z.array(
    z.object({
      startsAt: instant,
      side: z.enum(['before', 'left-out', 'after']),
      count: z.int(),
      rate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      signal: z.boolean(),
    }),
  ),
  /** Per 1,000, of the weeks before. */
  centre: z.number().nullable(),
})
export type Proof = z.output<typeof Proof>
export const readAction = endpoint('GET /actions/:id', {
  summary: 'One action with the looks at its causes, the newest first',
  may: 'actions.read',
  input: z.strictObject(one),
  output: Action.extend({
    proofs: z.array(Proof),
    /** Who met the causes in the year before it was done (or until now). */
    cases: z.int(),
    customers: z.int(),
    history: z.array(z.object({ id: z.uuid(), at: instant, what: z.string(), by: z.string().nullable(), to: z.string().nullable() })),
  }),
})
