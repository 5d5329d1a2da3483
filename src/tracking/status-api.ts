import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { listOf, paging } from '#kernel/input.ts'

export const refusals = ['not-an-object', 'unknown-type', 'nobody', 'no-name', 'no-group', 'time', 'future', 'too-large'] as const

export const readTracking = endpoint('GET /tracking', {
  summary: 'What other products told of their users in the last seven days, and how much of it could not be taken',
  may: 'tracking.read',
  input: z.strictObject({}),
  output: z.object({
    accepted: z.int(),
    repeated: z.int(),
    refused: z.int(),
    lastAt: z.coerce.date().nullable(),
    /** The names that came most often, with how often. */
    names: z.array(z.object({ type: z.string(), name: z.string().nullable(), count: z.int() })),
  }),
})

export const listRefusals = endpoint('GET /tracking/refused', {
  summary: 'Events that could not be taken, the newest first, with the reason and how they begin',
  may: 'tracking.read',
  input: z.strictObject(paging),
  output: listOf(z.object({ id: z.uuid(), at: z.coerce.date(), reason: z.enum(refusals), begins: z.string() })),
})

export const listTraits = endpoint('GET /customers/:id/traits', {
  summary: 'What sources say of a customer, each with its source and when',
  may: 'customers.read',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ items: z.array(z.object({ source: z.string(), key: z.string(), value: z.unknown(), at: z.coerce.date() })) }),
})
