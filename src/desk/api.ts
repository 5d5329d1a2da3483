import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { day, instant, listOf, paging } from '#kernel/input.ts'

const Named = z.object({ id: z.uuid(), name: z.string() })
const one = { id: z.uuid() }
const lists = ['/questions', '/desk'] as const
const asked = z.object({ askId: z.uuid() })
export const askAdded = event('ask.added', asked.extend({ toId: z.uuid() }), lists)
export const askAnswered = event('ask.answered', asked.extend({ onTime: z.boolean() }), lists)
export const askWithdrawn = event('ask.withdrawn', asked, lists)
export const askLate = event('ask.late', asked, lists)

export const abouts = ['late-cases', 'action', 'cause', 'voices', 'unread'] as const
const states = ['open', 'late', 'answered', 'withdrawn'] as const
const Ask = z.object({
  id: z.uuid(),
  to: Named,
  by: Named,
  question: z.string(),
  about: z.enum(abouts).nullable(),
  aboutId: z.uuid().nullable(),
  askedAt: instant,
  dueAt: instant,
  state: z.enum(states),
  answeredAt: instant.nullable(),
  answer: z.string().nullable(),
  /** It is put to me. */
  mine: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type Ask = z.output<typeof Ask>

export const listAsks = endpoint('GET /questions', {
  summary: 'What was asked of whom, in the open, the newest first',
  may: 'asks.read',
  input: z.strictObject({ ...paging, state: z.enum(['open', 'late', 'answered']).optional(), to: z.uuid().optional() }),
  output: listOf(Ask),
})
export const addAsk = endpoint('POST /questions', {
  summary: 'Ask any member for an answer by a time; everybody sees the question and the answer',
  may: 'asks.ask',
  input: z.strictObject({
    toId: z.uuid(),
    question: z.string().trim().min(1).max(2000),
    dueOn: day,
    about: z.enum(abouts).optional(),
    aboutId: z.uuid().optional(),
  }),
  output: Ask,
})
export const answerAsk = endpoint('POST /questions/:id/answer', {
  summary: 'Answer what I was asked',
  may: 'asks.read',
  input: z.strictObject({ ...one, answer: z.string().trim().min(1).max(4000) }),
  output: Ask,
})
export const withdrawAsk = endpoint('POST /questions/:id/withdraw', {
  summary: 'Take a question back, or put it again',
  may: 'asks.ask',
  input: z.strictObject({ ...one, withdrawn: z.boolean() }),
  output: Ask,
})

const Team = z.object({ manager: Named, open: z.int(), late: z.int(), broken: z.int() })
const Voice = z.object({ id: z.uuid(), text: z.string(), language: z.string(), at: instant })
const Suggestion = z.object({
  about: z.enum(abouts),
  aboutId: z.uuid().nullable(),
  to: Named,
  n: z.int(),
  what: z.string().nullable(),
})
export const desk = endpoint('GET /desk', {
  summary: 'What the champion holds the company to: late by team, promises broken, actions, causes, voices; and whom to ask what today',
  may: 'desk.read',
  input: z.strictObject({}),
  output: z.object({
    days: z.int(),
    open: z.int(),
    late: z.int(),
    /** Cases that became late in the last `days`, answered since or not. */
    broken: z.int(),
    teams: z.array(Team),
    actions: z.object({
      overdue: z.int(),
      items: z.array(z.object({ id: z.uuid(), what: z.string(), owner: Named, dueOn: z.iso.date() })),
    }),
    causes: z.object({ without: z.int(), items: z.array(z.object({ cause: Named, cases: z.int(), grows: z.boolean() })) }),
    unassigned: z.object({ count: z.int(), items: z.array(Voice) }),
    unread: z.object({ count: z.int(), items: z.array(Voice) }),
    asks: z.object({ asked: z.int(), answered: z.int(), onTime: z.int(), open: z.int(), late: z.int() }),
    /** Whom to ask what today; what was asked already is not there. */
    suggestions: z.array(Suggestion),
  }),
})
