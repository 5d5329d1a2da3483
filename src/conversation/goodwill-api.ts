import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant } from '#kernel/input.ts'

const id = z.uuid()
/** Money, or something nice that is counted. */
export const allowanceKinds = ['amount', 'gesture'] as const
export const allowanceRoles = ['rep', 'manager', 'head'] as const
export const goodwillStates = ['given', 'asked', 'declined', 'taken-back'] as const
const amount = z.coerce.number().min(0.01).max(1_000_000_000_000)

export const Allowance = z.object({
  id,
  role: z.enum(allowanceRoles),
  kind: z.enum(allowanceKinds),
  name: z.string(),
  mostOnce: z.number(),
  mostMonthly: z.number(),
  currency: z.string().nullable(),
})
export type Allowance = z.output<typeof Allowance>

export const listAllowances = endpoint('GET /allowances', {
  summary: 'What each role may give to a customer without asking',
  may: 'conversation.goodwill',
  input: z.strictObject({}),
  output: z.array(Allowance),
})
export const saveAllowance = endpoint('PUT /allowances/:id', {
  summary: 'Add or change what a role may give; an id of one’s own adds it',
  may: 'conversation.allowances',
  input: z.strictObject({
    id,
    role: z.enum(allowanceRoles),
    kind: z.enum(allowanceKinds),
    name: z.string().trim().min(1).max(100),
    mostOnce: amount,
    mostMonthly: amount,
    currency: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  }),
  output: Allowance,
})
export const archiveAllowance = endpoint('POST /allowances/:id/archive', {
  summary: 'End an allowance, or bring it back; what was given stays',
  may: 'conversation.allowances',
  input: z.strictObject({ id, archived: z.boolean() }),
  output: z.object({}),
})

const Ref = z.object({ id, name: z.string() })
export const Goodwill = z.object({
  id,
  name: z.string(),
  kind: z.enum(allowanceKinds),
  amount: z.number(),
  currency: z.string().nullable(),
  why: z.string(),
  by: Ref,
  mine: z.boolean(),
  at: instant,
  state: z.enum(goodwillStates),
  askedOf: Ref.nullable(),
  decidedBy: Ref.nullable(),
  decision: z.string().nullable(),
  /** Whether the matter stayed resolved. */
  outcome: z.enum(['kept', 'came-back']).nullable(),
  /** I may approve or decline it. */
  mayDecide: z.boolean(),
})
export type Goodwill = z.output<typeof Goodwill>

export const caseGoodwill = endpoint('GET /cases/:id/goodwill', {
  summary: 'What was given in a case, and what I may still give this month',
  may: 'inbox.read',
  input: z.strictObject({ id }),
  output: z.object({
    given: z.array(Goodwill),
    mine: z.array(Allowance.extend({ left: z.number() })),
    mayGive: z.boolean(),
  }),
})
export const giveGoodwill = endpoint('POST /cases/:id/goodwill', {
  summary: 'Give something to the customer; beyond my allowance my manager is asked',
  may: 'conversation.goodwill',
  input: z.strictObject({ id, allowanceId: z.uuid(), amount, why: z.string().trim().min(1).max(1_000) }),
  output: Goodwill,
})
export const decideGoodwill = endpoint('POST /goodwill/:id/decide', {
  summary: 'Approve or decline what I was asked for',
  may: 'conversation.goodwill',
  input: z.strictObject({ id, approve: z.boolean(), decision: z.string().trim().max(1_000).default('') }),
  output: Goodwill,
})
export const takeBackGoodwill = endpoint('POST /goodwill/:id/take-back', {
  summary: 'Take back what I gave or asked for, as long as it was not decided',
  may: 'conversation.goodwill',
  input: z.strictObject({ id }),
  output: Goodwill,
})

export const goodwillChanged = event(
  'goodwill.changed',
  z.object({ goodwillId: id, caseId: z.uuid(), state: z.enum(goodwillStates), allowanceId: z.uuid() }),
  ['/cases'],
)
export const allowanceChanged = event('allowance.changed', z.object({ allowanceId: id, fields: z.array(z.string()) }), [
  '/allowances',
  '/cases',
])
