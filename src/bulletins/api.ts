import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, many, moment, paging } from '#kernel/input.ts'
import { languages } from '#kernel/words.ts'

const Named = z.object({ id: z.uuid(), name: z.string() })
const one = { id: z.uuid() }
const lists = ['/bulletins'] as const
const about = z.object({ bulletinId: z.uuid() })
export const bulletinAdded = event('bulletin.added', about.extend({ kind: z.string() }), lists)
export const bulletinChanged = event('bulletin.changed', about.extend({ fields: z.array(z.string()) }), lists)
export const bulletinUpdated = event('bulletin.updated', about.extend({ updateId: z.uuid(), state: z.string(), tell: z.boolean() }), lists)
export const bulletinPublished = event('bulletin.published', about.extend({ on: z.boolean() }), lists)
export const customersTold = event('bulletin.told', about.extend({ updateId: z.uuid(), told: z.int(), excluded: z.int() }), lists)

export const bulletinKinds = ['did', 'gap', 'incident'] as const
export type BulletinKind = (typeof bulletinKinds)[number]
export const bulletinStates = ['open', 'watching', 'fixed'] as const

/** Whom it touches: everybody with a case or words of theirs that all of these let through. Words and channels need a beginning in time. */
const Filter = z.strictObject({
  causeIds: z.array(z.uuid()).max(50).default([]),
  topicIds: z.array(z.uuid()).max(50).default([]),
  accountIds: z.array(z.uuid()).max(200).default([]),
  channels: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  /** Only customers of this segment; by itself all of them. */
  segmentId: z.uuid().nullable().default(null),
  from: moment.nullable().default(null),
  until: moment.nullable().default(null),
  q: z.string().trim().max(200).default(''),
})
export type AffectedFilter = z.output<typeof Filter>

const Bulletin = z.object({
  id: z.uuid(),
  kind: z.enum(bulletinKinds),
  title: z.string(),
  workaround: z.string(),
  state: z.enum(bulletinStates),
  owner: Named,
  actionId: z.uuid().nullable(),
  filter: Filter,
  beganAt: instant,
  fixedAt: instant.nullable(),
  publicAt: instant.nullable(),
  archivedAt: instant.nullable(),
  affected: z.int(),
  told: z.int(),
})
export type Bulletin = z.output<typeof Bulletin>

export const listBulletins = endpoint('GET /bulletins', {
  summary: 'What customers are told about, the newest first',
  may: 'bulletins.read',
  input: z.strictObject({
    ...paging,
    kind: many(z.enum(bulletinKinds)).optional(),
    state: many(z.enum(bulletinStates)).optional(),
    action: z.uuid().optional(),
  }),
  output: listOf(Bulletin),
})

const content = {
  title: z.string().trim().min(1).max(200),
  workaround: z.string().trim().max(4000).default(''),
  ownerId: z.uuid(),
  filter: Filter,
}
export const addBulletin = endpoint('POST /bulletins', {
  summary: 'Begin a list of the affected; they are found by the filter at once',
  may: 'bulletins.change',
  input: z.strictObject({ ...content, kind: z.enum(bulletinKinds), actionId: z.uuid().optional() }),
  output: Bulletin,
})
export const changeBulletin = endpoint('PUT /bulletins/:id', {
  summary: 'Change it; a new filter finds more, and takes nobody out',
  may: 'bulletins.change',
  input: z.strictObject({ ...one, ...content, archived: z.boolean().default(false) }),
  output: Bulletin,
})
export const findAffected = endpoint('POST /bulletins/:id/find', {
  summary: 'Look again who is affected',
  may: 'bulletins.change',
  input: z.strictObject(one),
  output: z.object({ found: z.int() }),
})
export const setAffected = endpoint('PUT /bulletins/:id/people/:customerId', {
  summary: 'Add somebody who is affected, or take them out',
  may: 'bulletins.change',
  input: z.strictObject({ ...one, customerId: z.uuid(), affected: z.boolean() }),
  output: z.null(),
})
export const publishBulletin = endpoint('PUT /bulletins/:id/public', {
  summary: 'Put it on the public page, or take it off',
  may: 'bulletins.tell',
  input: z.strictObject({ ...one, on: z.boolean() }),
  output: Bulletin,
})

export const Words = z.partialRecord(
  z.enum(languages),
  z.strictObject({ subject: z.string().trim().min(1).max(200), text: z.string().trim().min(1).max(5000) }),
)
export const addUpdate = endpoint('POST /bulletins/:id/updates', {
  summary: 'Write an entry of the timeline; with `tell` everybody affected gets it by mail, each in their language',
  may: 'bulletins.tell',
  input: z.strictObject({
    ...one,
    state: z.enum(bulletinStates),
    words: Words.refine(words => Object.keys(words).length > 0, 'required'),
    tell: z.boolean(),
  }),
  output: z.object({ id: z.uuid() }),
})

const Update = z.object({
  id: z.uuid(),
  at: instant,
  by: z.string().nullable(),
  state: z.enum(bulletinStates),
  words: Words,
  tell: z.boolean(),
  toldAt: instant.nullable(),
  told: z.int(),
  excluded: z.int(),
})
export const readBulletin = endpoint('GET /bulletins/:id', {
  summary: 'One bulletin: its timeline, how many are affected, and what they are worth',
  may: 'bulletins.read',
  input: z.strictObject(one),
  output: Bulletin.extend({
    updates: z.array(Update),
    accounts: z.int(),
    /** Null where the reader may not see revenue. */
    revenue: z.array(z.object({ currency: z.string().nullable(), monthly: z.number() })).nullable(),
    languages: z.array(z.object({ language: z.string(), count: z.int() })),
    /** What the filter's ids are called. */
    names: z.object({ accounts: z.array(Named), segment: z.string().nullable() }),
    publicPath: z.string(),
    mayTell: z.boolean(),
    mayChange: z.boolean(),
  }),
})
export const excludedBy = [
  'gone',
  'no-address',
  'bounced',
  'unsubscribed',
  'complained',
  'by-hand',
  'same-address',
  'too-soon',
  'too-often',
] as const
export const listAffected = endpoint('GET /bulletins/:id/people', {
  summary: 'Who is affected, and whether they were told',
  may: 'bulletins.people',
  input: z.strictObject({ ...one, ...paging }),
  output: listOf(
    z.object({
      id: z.uuid(),
      name: z.string(),
      account: z.string().nullable(),
      language: z.string().nullable(),
      toldAt: instant.nullable(),
      excludedBy: z.enum(excludedBy).nullable(),
    }),
  ),
})
