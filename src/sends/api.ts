import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, instant, listOf, many, paging } from '#kernel/input.ts'
import { FrequencyRules } from './frequency-api.ts'
import * as words from './send-api.ts'

const name = z.string().trim().min(1).max(200)
const byId = z.strictObject({ id: z.uuid() })
const q = z.string().max(200).optional()
const { Filter, Send, Counts, Person, Participant } = words

// Segments

export const listSegments = endpoint('GET /segments', {
  summary: 'Segments of customers, the newest first',
  may: 'sends.read',
  input: z.strictObject({ q, archived: flag.optional(), ...paging }),
  output: listOf(words.Segment),
})
export const addSegment = endpoint('POST /segments', {
  summary: 'Keep a filter of customers under a name',
  may: 'sends.change',
  input: z.strictObject({ name, filter: Filter }),
  output: z.object({ id: z.uuid() }),
})
export const changeSegment = endpoint('PUT /segments/:id', {
  summary: 'Rename, change, archive a segment or bring it back',
  may: 'sends.change',
  input: byId.extend({ name: name.optional(), filter: Filter.optional(), archived: z.boolean().optional() }),
  output: words.Segment,
})
export const peopleOf = endpoint('POST /segments/people', {
  summary: 'Who a filter or a segment finds: how many, and by name',
  may: 'sends.read',
  input: z.strictObject({ segmentId: z.uuid().optional(), filter: Filter.optional(), ...paging }),
  output: z.object({ count: z.int(), items: z.array(Person), next: z.string().nullable(), unknown: z.array(z.string()) }),
})

// Sends

const whom = { segmentId: z.uuid().nullable().default(null), filter: Filter.nullable().default(null) }
const how = {
  channel: z.enum(words.sendChannels).exclude(['link']).default('email'),
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
    state: many(z.enum(words.sendStates)).optional(),
    kind: many(z.enum(words.sendKinds)).optional(),
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
    kind: z.enum(words.sendKinds).exclude(['api', 'delighted']).default('list'),
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
  input: byId.extend({ why: z.enum(['asked', ...words.exclusions]).optional(), ...paging }),
  output: listOf(Person.extend({ excludedBy: z.enum(words.exclusions).nullable(), freeAt: z.coerce.date().nullable() })),
})
export const startSend = endpoint('POST /sends/:id/start', {
  summary: 'Let it go now, or at a time; one that goes by itself is turned on',
  may: 'sends.change',
  input: byId.extend({ sendAt: instant.nullable().default(null) }),
  output: Send,
})
export const cancelSend = endpoint('POST /sends/:id/cancel', {
  summary: 'Ask nobody more: what went is gone; one that goes by itself is turned off',
  may: 'sends.change',
  input: byId,
  output: Send,
})

// Participants

const whichParticipants = {
  q,
  state: many(z.enum(words.participantStates)).optional(),
  why: z.enum(words.exclusions).optional(),
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

// One person, asked for by a program

export const ask = endpoint('POST /asks', {
  summary: 'Ask one person now or later, if the rules allow it; the same `occasion` never asks twice',
  may: 'sends.ask',
  input: z.strictObject({
    surveyId: z.uuid(),
    customerId: z.uuid().optional(),
    email: z.email().max(254).optional(),
    name: z.string().trim().max(200).optional(),
    /** `link` sends nothing: the answer holds the personal address. */
    channel: z.enum(words.sendChannels).default('email'),
    gatewayId: z.uuid().nullable().default(null),
    delayMinutes: z
      .int()
      .min(0)
      .max(60 * 24 * 365)
      .default(0),
    occasion: z.string().trim().min(1).max(200).optional(),
    properties: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean(), z.null()])).default({}),
  }),
  output: z.object({
    participantId: z.uuid(),
    state: z.enum(['planned', 'asked', 'excluded']),
    excludedBy: z.enum(words.exclusions).nullable(),
    freeAt: z.coerce.date().nullable(),
    url: z.string().nullable(),
  }),
})
export const articleLink = endpoint('POST /article-links', {
  summary: 'The address (and widget token) of a survey under an article; the article comes along with each answer',
  may: 'sends.ask',
  input: z.strictObject({ surveyId: z.uuid(), article: z.string().trim().min(1).max(200), language: z.string().max(20).optional() }),
  output: z.object({ linkId: z.uuid(), token: z.string(), url: z.string().nullable() }),
})

// How often

export const getFrequency = endpoint('GET /frequency', {
  summary: 'How often anybody may be asked',
  may: 'sends.read',
  input: z.strictObject({}),
  output: z.object({ rules: FrequencyRules, usual: FrequencyRules }),
})
export const setFrequency = endpoint('PUT /frequency', {
  summary: 'Change how often anybody may be asked',
  may: 'sends.change',
  input: z.strictObject({ rules: FrequencyRules }),
  output: z.object({ rules: FrequencyRules, usual: FrequencyRules }),
})

// Who gets none

export const listSuppressed = endpoint('GET /suppressions', {
  summary: 'Addresses that get no survey, the newest first',
  may: 'sends.read',
  input: z.strictObject({ q, reason: z.enum(words.suppressionReasons).optional(), ...paging }),
  output: listOf(words.Suppression),
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
  input: z.strictObject({ kind: z.enum(['email', 'phone']), value: z.string().max(300), reason: z.enum(words.suppressionReasons) }),
  output: z.object({ id: z.uuid() }),
})

// Gateways

export const listGateways = endpoint('GET /gateways', {
  summary: 'Gateways that bring a link by SMS, LINE or otherwise',
  may: 'sends.read',
  input: z.strictObject({ archived: flag.optional(), ...paging }),
  output: listOf(words.Gateway),
})
const gatewayFields = { name, url: z.url({ protocol: /^https?$/ }).max(500), way: z.enum(words.gatewayWays) }
export const addGateway = endpoint('POST /gateways', {
  summary: 'Add a gateway; its secret is answered once',
  may: 'sends.gateways',
  input: z.strictObject(gatewayFields),
  output: z.object({ id: z.uuid(), secret: z.string() }),
})
export const changeGateway = endpoint('PUT /gateways/:id', {
  summary: 'Change, archive or bring back a gateway',
  may: 'sends.gateways',
  input: byId.extend({
    name: name.optional(),
    url: gatewayFields.url.optional(),
    way: gatewayFields.way.optional(),
    archived: z.boolean().optional(),
  }),
  output: z.null(),
})
export const testGateway = endpoint('POST /gateways/:id/test', {
  summary: 'Send it a signed test',
  may: 'sends.gateways',
  input: byId,
  output: z.object({ status: z.int().nullable(), problem: z.string().nullable() }),
})

const sendId = z.object({ sendId: z.uuid() })
const lists = ['/sends', '/sends/participants'] as const
export const segmentChanged = event('segment.changed', z.object({ segmentId: z.uuid(), fields: z.array(z.string()) }), ['/segments'])
export const sendChanged = event('send.changed', sendId.extend({ fields: z.array(z.string()) }), lists)
export const sendStarted = event('send.started', sendId, lists)
export const sendCancelled = event('send.cancelled', sendId, lists)
export const sendEnded = event('send.ended', sendId, lists)
/** One for a turn of many people; each person's row is their own timeline. */
export const peopleAsked = event('send.asked', sendId.extend({ asked: z.int(), excluded: z.int(), reminders: z.boolean() }), lists)
export const pushesWait = event('push.waiting', z.object({ gatewayId: z.uuid() }))
export const participantsChanged = event('participant.changed', sendId.extend({ what: z.string(), count: z.int() }), lists)
export const frequencyChanged = event('frequency.changed', z.object({}), ['/frequency'])
export const suppressionChanged = event('suppression.changed', z.object({ reason: z.string(), count: z.int(), added: z.boolean() }), [
  '/suppressions',
  '/sends',
])
export const gatewayChanged = event('gateway.changed', z.object({ gatewayId: z.uuid(), fields: z.array(z.string()) }), ['/gateways'])
