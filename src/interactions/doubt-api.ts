import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { listOf, paging } from '#kernel/input.ts'

/**
 * Why a record is doubtful: a clock in the future, an end before the beginning, a contact that another source tells too, a shift that runs into
 * another of the same person, an account that is there twice.
 */
export const doubtKinds = ['future', 'backwards', 'told-twice', 'overlapping-shift', 'account-twice'] as const
export type DoubtKind = (typeof doubtKinds)[number]
const kind = z.enum(doubtKinds)
const decision = z.enum(['count', 'leave-out'])

/** One of the two records of a doubt, as people know it. */
const Told = z.object({
  id: z.uuid(),
  source: z.string(),
  /** A name, a number, an account; null where the source says none. */
  who: z.string().nullable(),
  at: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
})

export const Doubt = z.object({
  id: z.uuid(),
  kind,
  subject: z.enum(['interaction', 'time-log', 'account']),
  about: Told.nullable(),
  other: Told.nullable(),
  foundAt: z.coerce.date(),
  decision: decision.nullable(),
})
export type Doubt = z.output<typeof Doubt>

export const listDoubts = endpoint('GET /doubts', {
  summary: 'Records that contradict another one or the clock: they count nowhere until a person has decided',
  may: 'interactions.decide',
  input: z.strictObject({ ...paging, kind: kind.optional(), decided: z.enum(['yes', 'no']).default('no') }),
  output: listOf(Doubt),
})

export const countDoubts = endpoint('GET /doubts/counts', {
  summary: 'How many records are doubtful, by kind: undecided, counted all the same, left out; and names of sources that are nobody yet',
  may: 'interactions.decide',
  input: z.strictObject({}),
  output: z.object({
    kinds: z.array(z.object({ kind, open: z.int(), counted: z.int(), leftOut: z.int() })),
    unknownNames: z.int(),
  }),
})

export const decideDoubt = endpoint('PUT /doubts/:id', {
  summary: 'Say whether a doubtful record counts: at once in every figure, and to be changed at any time',
  may: 'interactions.decide',
  input: z.strictObject({ id: z.uuid(), decision }),
  output: z.object({ id: z.uuid(), decision }),
})

export const decideDoubts = endpoint('PUT /doubts', {
  summary: 'The same for up to 1,000 undecided records of a kind at once; call it until none is left',
  may: 'interactions.decide',
  input: z.strictObject({ kind, decision }),
  output: z.object({ decided: z.int() }),
})

export const doubtDecided = event('doubt.decided', z.object({ kind, decision, records: z.int() }), ['/doubts', '/metrics'])
