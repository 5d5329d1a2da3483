import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { listOf, many, paging } from '#kernel/input.ts'
import { exclusions, participantStates } from './kinds-api.ts'

export type Exclusion = (typeof exclusions)[number]

export const Participant = z.object({
  id: z.uuid(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  address: z.string().nullable(),
  language: z.string().nullable(),
  state: z.enum(participantStates),
  excludedBy: z.enum(exclusions).nullable(),
  freeAt: z.coerce.date().nullable(),
  dueAt: z.coerce.date(),
  askedAt: z.coerce.date().nullable(),
  deliveredAt: z.coerce.date().nullable(),
  openedAt: z.coerce.date().nullable(),
  answeredAt: z.coerce.date().nullable(),
  bouncedAt: z.coerce.date().nullable(),
  softBounces: z.int(),
  unsubscribedAt: z.coerce.date().nullable(),
  reminded: z.int(),
})
export type Participant = z.output<typeof Participant>

const byId = z.strictObject({ id: z.uuid() })
const q = z.string().max(200).optional()
const whichParticipants = {
  q,
  state: many(z.enum(participantStates)).optional(),
  why: z.enum(exclusions).optional(),
}
export const listParticipants = endpoint('GET /sends/:id/participants', {
  summary: 'Who is in a send, and what became of them',
  may: 'sends.read',
  input: byId.extend({ ...whichParticipants, ...paging }),
  output: listOf(Participant),
})
export const exportParticipants = endpoint('GET /sends/:id/participants.csv', {
  summary: 'The same as CSV, safe to open in a spreadsheet',
  may: 'sends.read',
  input: byId.extend(whichParticipants),
  output: z.string(),
})
export const addParticipants = endpoint('POST /sends/:id/participants', {
  summary: 'Add people to a draft from pasted text or CSV: e-mail addresses, phone numbers or ids of customers',
  may: 'sends.change',
  input: byId.extend({ text: z.string().max(900_000), addUnknown: z.boolean().default(false) }),
  output: z.object({ found: z.int(), added: z.int(), unknown: z.array(z.string()) }),
})

export const participantsChanged = event('participant.changed', z.object({ sendId: z.uuid(), what: z.string(), count: z.int() }), [
  '/sends',
  '/sends/participants',
])
