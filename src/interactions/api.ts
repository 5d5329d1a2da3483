import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { listOf, moment, paging } from '#kernel/input.ts'

export { doubtKinds } from './doubt-api.ts'

export const interactionKinds = ['call', 'chat', 'email', 'visit', 'message'] as const
export const outcomes = ['answered', 'abandoned', 'menu', 'phantom', 'waiting'] as const

const seconds = z.number().min(0).max(31_536_000)
const word = (most: number) => z.string().trim().min(1).max(most)

/** One contact, as a telephone system or a helpdesk tells it. The same source and external id again correct it. */
export const NewInteraction = z.strictObject({
  externalId: word(200),
  kind: z.enum(interactionKinds),
  direction: z.enum(['in', 'out']).optional(),
  queue: word(200).optional(),
  enteredAt: moment,
  connectedAt: moment.optional(),
  endedAt: moment.optional(),
  outcome: z.enum(outcomes),
  waitSeconds: seconds.optional(),
  talkSeconds: seconds.optional(),
  heldSeconds: seconds.optional(),
  wrapUpSeconds: seconds.optional(),
  transfers: z.int().min(0).max(1000).optional(),
  /** Whoever handled it, by the name, address or id that the source has for them. */
  handler: word(200).optional(),
  caller: word(200).optional(),
  customerId: z.uuid().optional(),
  caseId: z.uuid().optional(),
  topicId: z.uuid().optional(),
  language: z.string().max(20).optional(),
  tracking: word(500).optional(),
  resolved: z.boolean().optional(),
})
export type NewInteraction = z.output<typeof NewInteraction>

export const addInteractions = endpoint('POST /interactions', {
  summary: 'Up to 1,000 contacts of one source at once, all or none; those known by their id are corrected',
  may: 'interactions.add',
  input: z.strictObject({ source: word(60), interactions: z.array(NewInteraction).min(1).max(1000) }),
  output: z.object({ added: z.int(), changed: z.int(), unchanged: z.int() }),
})

export const removeInteraction = endpoint('DELETE /interactions', {
  summary: 'Take a contact out of all figures: it was a mistake of the source',
  may: 'interactions.add',
  input: z.strictObject({ source: word(60), externalId: word(200) }),
  output: z.object({ removed: z.boolean() }),
})

export const Handler = z.object({
  id: z.uuid(),
  source: z.string(),
  name: z.string(),
  member: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** A person has said who it is, or that it is nobody of ours; or one member alone is called so. */
  decided: z.boolean(),
  /** Whom it may be, for a person to decide: several members of one name, or those whom a shorter name may mean. */
  candidates: z.array(z.object({ id: z.uuid(), name: z.string(), about: z.string().nullable() })),
})

export const listHandlers = endpoint('GET /handlers', {
  summary: 'Names that sources have for those who handle contacts, the undecided first',
  may: 'interactions.decide',
  input: z.strictObject(paging),
  output: listOf(Handler),
})

export const decideHandler = endpoint('PUT /handlers/:id', {
  summary: 'Say which member a name of a source is; everything under that name becomes theirs',
  may: 'interactions.decide',
  input: z.strictObject({ id: z.uuid(), memberId: z.uuid().nullable() }),
  output: Handler,
})

export const interactionsAdded = event(
  'interactions.added',
  z.object({ source: z.string(), added: z.int(), changed: z.int(), importId: z.uuid().nullable() }),
  ['/metrics'],
)
export const interactionRemoved = event('interaction.removed', z.object({ source: z.string() }), ['/metrics'])
export const handlerDecided = event('handler.decided', z.object({ handlerId: z.uuid(), memberId: z.uuid().nullable() }), [
  '/handlers',
  '/metrics',
])
