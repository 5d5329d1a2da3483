import { z } from 'zod'
import { Priority } from '#hours/api.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { moment, paging } from '#kernel/input.ts'
import { Case, CaseDetail } from './case-words.ts'
import { CaseFilters } from './filters-api.ts'
import { CaseRef, one, Ref, searched, text } from './inbox-words.ts'

export const listCases = endpoint('GET /cases', {
  summary: 'Cases that I may see, the least time left first',
  may: 'inbox.read',
  input: CaseFilters.extend(paging),
  output: searched(Case),
})
export const readCase = endpoint('GET /cases/:id', {
  summary: 'One case: what was said, by whom, and everything that was done',
  may: 'inbox.read',
  input: z.strictObject({ id: z.uuid() }),
  output: CaseDetail,
})
export const findCase = endpoint('GET /cases/number/:number', {
  summary: 'The case with this number',
  may: 'inbox.read',
  input: z.strictObject({ number: z.coerce.number().int().min(1) }),
  output: CaseRef,
})
/** For filters and pickers. */
export const inboxChoices = endpoint('GET /inbox/choices', {
  summary: 'Who may own a case, and the languages, channels, sources and scales that occur',
  may: 'inbox.read',
  input: z.strictObject({}),
  output: z.object({
    owners: z.array(Ref.extend({ languages: z.array(z.string()), available: z.boolean(), open: z.int() })),
    languages: z.array(z.string()),
    channels: z.array(z.string()),
    sources: z.array(z.string()),
    scales: z.array(z.string()),
  }),
})

const resolution = {
  /** One of the causes, or the name of a new one. */
  causeId: z.uuid().optional(),
  causeName: z.string().trim().min(1).max(200).optional(),
  done: z.string().trim().max(4000).default(''),
}
export const openCase = endpoint('POST /cases', {
  summary: 'Open a case anew, for what a customer said some other way',
  may: 'inbox.reply',
  input: z.strictObject({
    words: text(20_000),
    customerId: z.uuid().optional(),
    author: z.string().trim().max(200).optional(),
    topicId: z.uuid().optional(),
    ownerId: z.uuid().optional(),
    channel: z.string().trim().max(60).optional(),
  }),
  output: Case,
})
export const replyToCase = endpoint('POST /cases/:id/reply', {
  summary: 'Reply to the customer by e-mail; with `resolve` send and resolve',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, text: text(20_000), resolve: z.strictObject(resolution).optional() }),
  output: Case,
})
export const assignCase = endpoint('PUT /cases/:id/owner', {
  summary: 'Give a case to another owner',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, ownerId: z.uuid() }),
  output: Case,
})
export const setCaseTopic = endpoint('PUT /cases/:id/topic', {
  summary: 'Say what a case is about',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, topicId: z.uuid().nullable() }),
  output: Case,
})
export const setCaseDue = endpoint('PUT /cases/:id/due', {
  summary: 'Agree another time with the customer; managers and heads only',
  may: 'inbox.due',
  input: z.strictObject({ ...one, dueAt: moment }),
  output: Case,
})
export const setCasePriority = endpoint('PUT /cases/:id/priority', {
  summary: 'How urgent a case is; what is promised may follow it',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, priority: Priority }),
  output: Case,
})
export const resolveCase = endpoint('POST /cases/:id/resolve', {
  summary: 'Resolve a case with its cause and what was done',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, ...resolution }),
  output: Case,
})
export const unresolveCase = endpoint('POST /cases/:id/unresolve', {
  summary: 'Undo resolving: the case is as it was before, its clock too',
  may: 'inbox.reply',
  input: z.strictObject(one),
  output: Case,
})
export const reopenCase = endpoint('POST /cases/:id/reopen', {
  summary: 'Reopen a resolved case: a new 24 hours begin',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, reason: z.string().trim().max(2000).default('') }),
  output: Case,
})
/** The answer's ids are what undoing needs (removing the contact way is the customer's own endpoint). */
export const addAddress = endpoint('POST /cases/:id/address', {
  summary: 'Add the e-mail address that a reply needs; makes the customer where none is known',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, email: z.email().max(254), name: z.string().trim().max(200).optional() }),
  output: z.object({ customerId: z.uuid(), contactWayId: z.uuid() }),
})
export const setCaseCustomer = endpoint('PUT /cases/:id/customer', {
  summary: 'Say who the customer is',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, customerId: z.uuid().nullable() }),
  output: Case,
})
