import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { listOf, many, moment, paging } from '#kernel/input.ts'
import { surveyKinds } from '#surveys/api.ts'
import { exclusions, sendStates } from './kinds-api.ts'
import { Filter, Person } from './segment-api.ts'

/** To a list once; after a case; round and round; asked for by a program, ours or one of Delighted's. */
export const sendKinds = ['list', 'case', 'schedule', 'api', 'delighted'] as const
export const sendChannels = ['email', 'webhook', 'link'] as const

/** A count of everybody by what became of them, or by why they will not be asked. */
export const Counts = z.record(z.string(), z.int())

export const Send = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(sendKinds),
  channel: z.enum(sendChannels),
  state: z.enum(sendStates),
  survey: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(surveyKinds), state: z.string() }),
  segment: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  gateway: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  perMinute: z.int().nullable(),
  delayMinutes: z.int(),
  everyDays: z.int().nullable(),
  holdOutPercent: z.int(),
  reminders: z.int(),
  remindAfterDays: z.int(),
  sendAt: z.coerce.date().nullable(),
  startedAt: z.coerce.date().nullable(),
  endedAt: z.coerce.date().nullable(),
  createdAt: z.coerce.date(),
  /** By state; empty until people were chosen. */
  people: Counts,
})
export type Send = z.output<typeof Send>

const name = z.string().trim().min(1).max(200)
const byId = z.strictObject({ id: z.uuid() })
const q = z.string().max(200).optional()
const whom = { segmentId: z.uuid().nullable().default(null), filter: Filter.nullable().default(null) }
const how = {
  channel: z.enum(sendChannels).exclude(['link']).default('email'),
  gatewayId: z.uuid().nullable().default(null),
  perMinute: z.int().min(1).max(6000).nullable().default(null),
  reminders: z.int().min(0).max(3).default(0),
  remindAfterDays: z.int().min(1).max(60).default(3),
}

export const listSends = endpoint('GET /sends', {
  summary: 'Sends, the newest first',
  may: 'sends.read',
  input: z.strictObject({
    q,
    surveyId: z.uuid().optional(),
    state: many(z.enum(sendStates)).optional(),
    kind: many(z.enum(sendKinds)).optional(),
    ...paging,
  }),
  output: listOf(Send),
})
export const getSend = endpoint('GET /sends/:id', { summary: 'One send', may: 'sends.read', input: byId, output: Send })
export const addSend = endpoint('POST /sends', {
  summary: 'A new send, as a draft: to a list once, or (kind `case`, `schedule`) by itself once it is turned on',
  may: 'sends.change',
  input: z.strictObject({
    surveyId: z.uuid(),
    name: name.optional(),
    kind: z.enum(sendKinds).exclude(['api', 'delighted']).default('list'),
    ...whom,
    ...how,
    delayMinutes: z
      .int()
      .min(0)
      .max(60 * 24 * 365)
      .default(0),
    everyDays: z.int().min(7).max(730).nullable().default(null),
    holdOutPercent: z.int().min(0).max(90).default(0),
  }),
  output: z.object({ id: z.uuid() }),
})
export const changeSend = endpoint('PUT /sends/:id', {
  summary: 'Change a draft, or one that goes by itself; what is on its way stays as it began',
  may: 'sends.change',
  input: byId.extend({
    name: name.optional(),
    segmentId: z.uuid().nullable().optional(),
    filter: Filter.nullable().optional(),
    perMinute: z.int().min(1).max(6000).nullable().optional(),
    reminders: z.int().min(0).max(3).optional(),
    remindAfterDays: z.int().min(1).max(60).optional(),
    delayMinutes: z
      .int()
      .min(0)
      .max(60 * 24 * 365)
      .optional(),
    everyDays: z.int().min(7).max(730).optional(),
    holdOutPercent: z.int().min(0).max(90).optional(),
  }),
  output: Send,
})
export const previewSend = endpoint('GET /sends/:id/preview', {
  summary: 'Before it goes: how many would be asked now, how many not, and why',
  may: 'sends.read',
  input: byId,
  output: z.object({ people: z.int(), asked: z.int(), excluded: Counts, examined: z.int() }),
})
export const previewPeople = endpoint('GET /sends/:id/preview/people', {
  summary: 'Before it goes: who would be asked now, or who not and by which rule',
  may: 'sends.read',
  input: byId.extend({ why: z.enum(['asked', ...exclusions]).optional(), ...paging }),
  output: listOf(Person.extend({ excludedBy: z.enum(exclusions).nullable(), freeAt: z.coerce.date().nullable() })),
})
export const startSend = endpoint('POST /sends/:id/start', {
  summary: 'Let it go now, or at a time; one that goes by itself is turned on',
  may: 'sends.change',
  input: byId.extend({ sendAt: moment.nullable().default(null) }),
  output: Send,
})
export const cancelSend = endpoint('POST /sends/:id/cancel', {
  summary: 'Ask nobody more: what went is gone; one that goes by itself is turned off',
  may: 'sends.change',
  input: byId,
  output: Send,
})

const sendId = z.object({ sendId: z.uuid() })
const lists = ['/sends', '/sends/participants'] as const
export const sendChanged = event('send.changed', sendId.extend({ fields: z.array(z.string()) }), lists)
export const sendStarted = event('send.started', sendId, lists)
export const sendCancelled = event('send.cancelled', sendId, lists)
export const sendEnded = event('send.ended', sendId, lists)
/** One for a turn of many people; each person's row is their own timeline. */
export const peopleAsked = event('send.asked', sendId.extend({ asked: z.int(), excluded: z.int(), reminders: z.boolean() }), lists)
