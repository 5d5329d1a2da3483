import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, listOf, paging } from '#kernel/input.ts'

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

/** Somebody that a filter finds. */
export const Person = z.object({ id: z.uuid(), name: z.string(), account: z.string().nullable(), address: z.string().nullable() })

const name = z.string().trim().min(1).max(200)
const byId = z.strictObject({ id: z.uuid() })
const q = z.string().max(200).optional()

export const listSegments = endpoint('GET /segments', {
  summary: 'Segments of customers, the newest first',
  may: 'sends.read',
  input: z.strictObject({ q, archived: flag.optional(), ...paging }),
  output: listOf(Segment),
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
  output: Segment,
})
export const peopleOf = endpoint('POST /segments/people', {
  summary: 'Who a filter or a segment finds: how many, and by name',
  may: 'sends.read',
  input: z.strictObject({ segmentId: z.uuid().optional(), filter: Filter.optional(), ...paging }),
  output: z.object({ count: z.int(), items: z.array(Person), next: z.string().nullable(), unknown: z.array(z.string()) }),
})

export const segmentChanged = event('segment.changed', z.object({ segmentId: z.uuid(), fields: z.array(z.string()) }), ['/segments'])
