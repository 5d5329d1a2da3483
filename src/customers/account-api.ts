import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { day, flag, listOf, paging } from '#kernel/input.ts'
import { byId, currencies, endings, line, Named, TimelineItem } from './customer-words.ts'

export const Account = z.object({
  id: z.uuid(),
  name: z.string(),
  source: z.string(),
  externalId: z.string().nullable(),
  plan: z.string().nullable(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  owner: Named.nullable(),
  /** Null also for those who may not see it: `revenueSeen` tells which. */
  monthlyRevenue: z.number().nullable(),
  revenueSeen: z.boolean(),
  currency: z.string().nullable(),
  people: z.int(),
  createdAt: z.coerce.date(),
  archivedAt: z.coerce.date().nullable(),
  mergedInto: Named.nullable(),
})
export type Account = z.output<typeof Account>

/** An account with those that were merged into it and may be split off again. */
export const WholeAccount = Account.extend({ merged: z.array(Named) })
export type WholeAccount = z.output<typeof WholeAccount>

export const AccountSearch = z.strictObject({
  q: z.string().max(200).optional(),
  ownerId: z.uuid().optional(),
  plan: z.string().max(100).optional(),
  archived: flag.optional(),
})

export const listAccounts = endpoint('GET /accounts', {
  summary: 'Accounts by name; `q` is any part of a name, in any script',
  may: 'customers.read',
  input: AccountSearch.extend(paging),
  output: listOf(Account),
})

export const getAccount = endpoint('GET /accounts/:id', {
  summary: 'One account',
  may: 'customers.read',
  input: byId,
  output: WholeAccount,
})

const dayOrNone = day.nullable()
const fields = {
  plan: line(100).nullable(),
  startsOn: dayOrNone,
  endsOn: dayOrNone,
  ownerId: z.uuid().nullable(),
  monthlyRevenue: z.number().min(0).max(1e12).nullable(),
  currency: z.string().trim().toUpperCase().regex(currencies).nullable(),
}

export const addAccount = endpoint('POST /accounts', {
  summary: 'Add an account',
  may: 'accounts.change',
  input: z.strictObject({ name: line(200), ...z.object(fields).partial().shape }),
  output: WholeAccount,
})

export const changeAccount = endpoint('PUT /accounts/:id', {
  summary: 'Change what is named; null empties it',
  may: 'accounts.change',
  input: z.strictObject({ id: z.uuid(), ...z.object({ name: line(200), ...fields }).partial().shape }),
  output: WholeAccount,
})

export const accountTimeline = endpoint('GET /accounts/:id/timeline', {
  summary: 'What happened to the account, the newest first',
  may: 'customers.read',
  input: byId.extend(paging),
  output: listOf(TimelineItem),
})

export const {
  archive: archiveAccount,
  restore: restoreAccount,
  merge: mergeAccounts,
  unmerge: unmergeAccount,
} = endings('accounts', 'account', 'accounts.change', 'customers.merge')

const lists = ['/accounts', '/customers'] as const
const one = z.object({ accountId: z.uuid() })
const two = z.object({ mergeId: z.uuid(), loserId: z.uuid(), winnerId: z.uuid() })
export const accountAdded = event('account.added', one, lists)
export const accountChanged = event('account.changed', one.extend({ fields: z.array(z.string()) }), lists)
export const accountArchived = event('account.archived', one, lists)
export const accountRestored = event('account.restored', one, lists)
/** Everything of the loser is the winner's: slices below move what points to it, and keep what they moved with `recordMoved`. */
export const accountMerged = event('account.merged', two, lists)
export const accountUnmerged = event('account.unmerged', two, lists)
