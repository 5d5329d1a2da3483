import type { Slice } from '#kernel/slice.ts'
import { job } from '#kernel/slice.ts'
import * as api from './api.ts'
import { indexBehind } from './indexing.ts'

export { findOrAddCustomer, findOrAddCustomers, type Person, saveCustomers } from './bring-in.ts'
export { accountByName, findOrAddAccounts, type Organisation } from './bring-in-accounts.ts'
export { addContactWay, type NewWay } from './contact-ways.ts'
export { currentOf } from './current.ts'
export { topicByName, topicPath, topicsByName, topicsFoundOrAdded } from './find-topics.ts'
export { movedBy, recordMoved } from './moved.ts'
export { ownerOf } from './owners.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'admin'] as const

/** Who our customers are: people, the accounts they belong to, how to reach them, what they like; and what matters are about. */
export const customers: Slice = {
  name: 'customers',
  permissions: {
    'customers.read': everyone,
    'customers.change': everyone,
    'customers.merge': ['manager', 'head', 'admin'],
    'accounts.change': ['manager', 'head', 'admin'],
    'revenue.read': ['head'],
    'revenue.range': ['manager'],
    'topics.read': ['viewer', ...everyone],
    'topics.change': ['manager', 'head', 'admin'],
  },
  events: [
    api.accountAdded,
    api.accountChanged,
    api.accountArchived,
    api.accountRestored,
    api.accountMerged,
    api.accountUnmerged,
    api.customerAdded,
    api.customerChanged,
    api.customerArchived,
    api.customerRestored,
    api.customerMerged,
    api.customerUnmerged,
    api.contactWayAdded,
    api.contactWayChanged,
    api.preferenceAdded,
    api.preferenceChanged,
    api.customersBroughtIn,
    api.topicAdded,
    api.topicChanged,
    api.topicArchived,
    api.topicRestored,
    api.topicMerged,
    api.topicUnmerged,
  ],
  routes: [],
  jobs: [job(api.customersBroughtIn, 'customers.index', (ctx, _facts, signal) => indexBehind(ctx, signal))],
}
