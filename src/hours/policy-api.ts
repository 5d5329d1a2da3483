import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, many, moment } from '#kernel/input.ts'
import { Policy, policyParts } from './hours-words.ts'

const byId = z.strictObject({ id: z.uuid() })
const list = z.object({ items: z.array(Policy) })

/** A policy, a calendar or the workspace's hours changed: what runs is reckoned anew. */
export const policiesChanged = event(
  'policies.changed',
  z.object({
    what: z.enum(['policy', 'order', 'calendar', 'hours']),
    id: z.uuid().nullable(),
    change: z.enum(['added', 'changed', 'removed']),
  }),
  ['/policies', '/calendars'],
)

export const listPolicies = endpoint('GET /policies', {
  summary: 'What we promise to whom, in the order in which they are looked through',
  may: 'hours.read',
  input: z.strictObject({}),
  output: list,
})
export const addPolicy = endpoint('POST /policies', {
  summary: 'Add a policy, before the usual one',
  may: 'hours.change',
  input: z.strictObject(policyParts),
  output: Policy,
})
export const changePolicy = endpoint('PUT /policies/:id', {
  summary: 'Change a policy; open cases are reckoned anew',
  may: 'hours.change',
  input: byId.extend(policyParts),
  output: Policy,
})
export const removePolicy = endpoint('DELETE /policies/:id', {
  summary: 'Take out a policy (the usual one becomes what it was at first); can be undone',
  may: 'hours.change',
  input: byId,
  output: z.object({}),
})
export const restorePolicy = endpoint('POST /policies/:id/restore', {
  summary: 'Bring a policy back',
  may: 'hours.change',
  input: byId,
  output: Policy,
})
export const orderPolicies = endpoint('PUT /policies/order', {
  summary: 'In which order policies are looked through; the usual one stays last',
  may: 'hours.change',
  input: z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) }),
  output: list,
})

/** What would happen, step by step. */
export const previewPolicy = endpoint('GET /policies/preview', {
  summary: 'When a reply would be due to what is said at an instant, and who would be told when',
  may: 'hours.read',
  input: z.strictObject({
    hours: policyParts.hours,
    calendarId: z.uuid().optional(),
    firstReplyMinutes: z.coerce.number().int().min(1).max(525_600),
    warnMinutes: z.coerce.number().int().min(1).max(525_600).optional(),
    escalateMinutes: many(z.coerce.number().int().min(1).max(525_600)).optional(),
    /** Absent: half past five on the next Friday, where the hours are reckoned. */
    at: moment.optional(),
  }),
  output: z.object({ at: instant, zone: z.string(), dueAt: instant, warnAt: instant.nullable(), escalatesAt: z.array(instant) }),
})
