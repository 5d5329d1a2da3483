import { z } from 'zod'
import { surveyKinds } from '#surveys/api.ts'
import { exclusions, participantStates, sendStates, suppressionReasons } from './kinds-api.ts'

/** To a list once; after a case; round and round; asked for by a program, ours or one of Delighted's. */
export const sendKinds = ['list', 'case', 'schedule', 'api', 'delighted'] as const
export const sendChannels = ['email', 'webhook', 'link'] as const
export { exclusions, participantStates, sendStates, suppressionReasons }
export type Exclusion = (typeof exclusions)[number]

const days = z.int().min(1).max(3650)
const some = <One extends z.ZodType>(one: One, most = 50) => z.array(one).max(most).default([])

/** Which customers: every field that says something narrows. An empty filter is everybody. */
export const Filter = z.strictObject({
  languages: some(z.string().max(20)),
  accountIds: some(z.uuid(), 500),
  plans: some(z.string().max(100)),
  ownerIds: some(z.uuid()),
  /** About which their cases were. */
  topicIds: some(z.uuid()),
  /** Where they were brought in from. */
  sources: some(z.string().max(100)),
  /** Words of a preference. */
  preference: z.string().max(200).default(''),
  /** The last case was opened within so many days, or longer ago. */
  caseWithinDays: days.nullable().default(null),
  noCaseForDays: days.nullable().default(null),
  /** Never asked anything, or not for so many days. */
  notAskedForDays: days.nullable().default(null),
  neverAsked: z.boolean().default(false),
  /** A list: ids of customers, e-mail addresses or phone numbers. Null: no list, everybody of the above. */
  list: z.array(z.string().max(300)).max(20_000).nullable().default(null),
})
export type Filter = z.output<typeof Filter>

export const Segment = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: Filter,
  createdAt: z.coerce.date(),
  archivedAt: z.coerce.date().nullable(),
})
export type Segment = z.output<typeof Segment>

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

export const Person = z.object({ id: z.uuid(), name: z.string(), account: z.string().nullable(), address: z.string().nullable() })

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

export const Suppression = z.object({
  id: z.uuid(),
  kind: z.string(),
  value: z.string(),
  reason: z.enum(suppressionReasons),
  note: z.string().nullable(),
  at: z.coerce.date(),
})
export type Suppression = z.output<typeof Suppression>

export const gatewayWays = ['phone', 'line', 'whatsapp', 'other'] as const
export const Gateway = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  way: z.enum(gatewayWays),
  createdAt: z.coerce.date(),
  archivedAt: z.coerce.date().nullable(),
  waiting: z.int(),
  failed: z.int(),
  problem: z.string().nullable(),
})
