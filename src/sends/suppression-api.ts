import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { listOf, paging } from '#kernel/input.ts'
import { suppressionReasons } from './kinds-api.ts'

export const Suppression = z.object({
  id: z.uuid(),
  kind: z.string(),
  value: z.string(),
  reason: z.enum(suppressionReasons),
  note: z.string().nullable(),
  at: z.coerce.date(),
})
export type Suppression = z.output<typeof Suppression>

const byId = z.strictObject({ id: z.uuid() })
const q = z.string().max(200).optional()
export const listSuppressed = endpoint('GET /suppressions', {
  summary: 'Addresses that get no survey, the newest first',
  may: 'sends.read',
  input: z.strictObject({ q, reason: z.enum(suppressionReasons).optional(), ...paging }),
  output: listOf(Suppression),
})
export const addSuppression = endpoint('POST /suppressions', {
  summary: 'Ask nobody at these addresses any more',
  may: 'sends.suppress',
  input: z.strictObject({ text: z.string().trim().min(1).max(1_000_000), note: z.string().trim().max(500).default('') }),
  output: z.object({ added: z.int(), wrong: z.array(z.string()) }),
})
export const removeSuppression = endpoint('DELETE /suppressions/:id', {
  summary: 'Take an address off the list: it may be asked again',
  may: 'sends.suppress',
  input: byId,
  output: z.object({ id: z.uuid() }),
})
export const restoreSuppression = endpoint('POST /suppressions/restore', {
  summary: 'Undo taking it off',
  may: 'sends.suppress',
  input: z.strictObject({ kind: z.enum(['email', 'phone']), value: z.string().max(300), reason: z.enum(suppressionReasons) }),
  output: z.object({ id: z.uuid() }),
})

export const suppressionChanged = event('suppression.changed', z.object({ reason: z.string(), count: z.int(), added: z.boolean() }), [
  '/suppressions',
  '/sends',
])
