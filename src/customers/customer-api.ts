import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, listOf, paging } from '#kernel/input.ts'
import { byId, endings, line, Named, TimelineItem } from './customer-words.ts'

export const contactKinds = ['email', 'phone', 'line', 'whatsapp', 'other'] as const
export type ContactKind = (typeof contactKinds)[number]
export const preferenceSources = ['customer', 'seen', 'member'] as const
export const consents = ['given', 'not-asked', 'refused'] as const

export const ContactWay = z.object({
  id: z.uuid(),
  kind: z.enum(contactKinds),
  value: z.string(),
  preferred: z.boolean(),
  bouncedAt: z.coerce.date().nullable(),
  archivedAt: z.coerce.date().nullable(),
  /** How many other customers have the same address. */
  others: z.int(),
})
export type ContactWay = z.output<typeof ContactWay>

export const Preference = z.object({
  id: z.uuid(),
  text: z.string(),
  source: z.enum(preferenceSources),
  consent: z.enum(consents),
  consentAt: z.coerce.date().nullable(),
  by: Named.nullable(),
  createdAt: z.coerce.date(),
  archivedAt: z.coerce.date().nullable(),
})
export type Preference = z.output<typeof Preference>

export const Customer = z.object({
  id: z.uuid(),
  name: z.string(),
  /** How to address them. */
  callAs: z.string().nullable(),
  account: Named.nullable(),
  owner: Named.nullable(),
  /** The first is the preferred one. */
  languages: z.array(z.string()),
  /** Their preferred contact way, else their first. */
  contact: z.object({ kind: z.enum(contactKinds), value: z.string() }).nullable(),
  archivedAt: z.coerce.date().nullable(),
})
export type Customer = z.output<typeof Customer>

export const WholeCustomer = Customer.extend({
  source: z.string(),
  externalId: z.string().nullable(),
  notes: z.string().nullable(),
  /** Who answers them: their own owner, else their account's. */
  answeredBy: Named.nullable(),
  contactWays: z.array(ContactWay),
  preferences: z.array(Preference),
  createdAt: z.coerce.date(),
  mergedInto: Named.nullable(),
  /** Those who were merged into this one and may be split off again. */
  merged: z.array(Named),
})
export type WholeCustomer = z.output<typeof WholeCustomer>

export const CustomerSearch = z.strictObject({
  q: z.string().max(200).optional(),
  accountId: z.uuid().optional(),
  ownerId: z.uuid().optional(),
  language: z.string().max(20).optional(),
  archived: flag.optional(),
})

export const listCustomers = endpoint('GET /customers', {
  summary: 'Customers by name; `q` is any part of name, address or id, in any script',
  may: 'customers.read',
  input: CustomerSearch.extend(paging),
  output: listOf(Customer),
})

export const getCustomer = endpoint('GET /customers/:id', {
  summary: 'One customer with contact ways and preferences',
  may: 'customers.read',
  input: byId,
  output: WholeCustomer,
})

export const customerTimeline = endpoint('GET /customers/:id/timeline', {
  summary: 'Everything that happened with the customer, the newest first',
  may: 'customers.read',
  input: byId.extend(paging),
  output: listOf(TimelineItem),
})

export const customerDuplicates = endpoint('GET /customers/:id/duplicates', {
  summary: 'Other customers with the same address: maybe the same person',
  may: 'customers.read',
  input: byId,
  output: z.object({ items: z.array(Customer.extend({ same: z.array(z.string()) })) }),
})

const Language = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
const fields = {
  callAs: line(200).nullable(),
  accountId: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
  languages: z.array(Language).max(10),
  notes: z.string().trim().max(5_000).nullable(),
}

export const addCustomer = endpoint('POST /customers', {
  summary: 'Add a customer',
  may: 'customers.change',
  input: z.strictObject({
    name: line(200),
    email: z.email().max(254).optional(),
    phone: line(60).optional(),
    ...z.object(fields).partial().shape,
  }),
  output: WholeCustomer,
})

export const changeCustomer = endpoint('PUT /customers/:id', {
  summary: 'Change what is named; null empties it',
  may: 'customers.change',
  input: z.strictObject({ id: z.uuid(), ...z.object({ name: line(200), ...fields }).partial().shape }),
  output: WholeCustomer,
})

export const {
  archive: archiveCustomer,
  restore: restoreCustomer,
  merge: mergeCustomers,
  unmerge: unmergeCustomer,
} = endings('customers', 'customer', 'customers.change', 'customers.merge')

export const addContactWay = endpoint('POST /customers/:id/contact-ways', {
  summary: 'Add an address or number',
  may: 'customers.change',
  input: z.strictObject({ id: z.uuid(), kind: z.enum(contactKinds), value: line(254), preferred: z.boolean().optional() }),
  output: WholeCustomer,
})

const itsWay = { id: z.uuid(), contactWayId: z.uuid() }
export const changeContactWay = endpoint('PUT /customers/:id/contact-ways/:contactWayId', {
  summary: 'Correct an address, make it the preferred one, mark it as bounced, take it away or bring it back',
  may: 'customers.change',
  input: z.strictObject({
    ...itsWay,
    value: line(254).optional(),
    preferred: z.boolean().optional(),
    bounced: z.boolean().optional(),
    archived: z.boolean().optional(),
  }),
  output: WholeCustomer,
})

const said = { text: line(1_000), source: z.enum(preferenceSources), consent: z.enum(consents) }
export const addPreference = endpoint('POST /customers/:id/preferences', {
  summary: 'Note what a customer likes or needs, from whom we know, and whether they agreed that we keep it',
  may: 'customers.change',
  input: z.strictObject({ id: z.uuid(), ...said }),
  output: WholeCustomer,
})

export const changePreference = endpoint('PUT /customers/:id/preferences/:preferenceId', {
  summary: 'Correct a preference or its consent, archive it or bring it back',
  may: 'customers.change',
  input: z.strictObject({ id: z.uuid(), preferenceId: z.uuid(), ...z.object({ ...said, archived: z.boolean() }).partial().shape }),
  output: WholeCustomer,
})

const lists = ['/customers', '/accounts'] as const
const one = z.object({ customerId: z.uuid() })
const changed = { fields: z.array(z.string()) }
const way = one.extend({ contactWayId: z.uuid(), kind: z.enum(contactKinds) })
const preference = one.extend({ preferenceId: z.uuid() })
const two = z.object({ mergeId: z.uuid(), loserId: z.uuid(), winnerId: z.uuid() })
export const customerAdded = event('customer.added', one, lists)
export const customerChanged = event('customer.changed', one.extend(changed), lists)
export const customerArchived = event('customer.archived', one, lists)
export const customerRestored = event('customer.restored', one, lists)
/** Everything of the loser is the winner's: slices below move what points to it, and keep what they moved with `recordMoved`. */
export const customerMerged = event('customer.merged', two, lists)
export const customerUnmerged = event('customer.unmerged', two, lists)
export const contactWayAdded = event('contact-way.added', way, lists)
export const contactWayChanged = event('contact-way.changed', way.extend(changed), lists)
export const preferenceAdded = event('preference.added', preference, lists)
export const preferenceChanged = event('preference.changed', preference.extend(changed), lists)
/** Many at once: their names are searchable a moment later. */
export const customersBroughtIn = event('customers.brought-in', z.object({ importId: z.uuid(), rows: z.int() }), lists)

export type { endings, TimelineItem } from './customer-words.ts'
