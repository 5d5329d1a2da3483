import type { Slice, Writing } from '#kernel/slice.ts'
import { after, read, write } from '#kernel/slice.ts'
import * as accounts from './accounts.ts'
import * as api from './api.ts'
import { archive, restore } from './archives.ts'
import { addContactWay, changeContactWay } from './contact-ways.ts'
import { mustExist } from './current.ts'
import * as customer from './customers.ts'
import { merge, unmerge } from './merges.ts'
import { noteRevenue } from './note-revenue.ts'
import * as preferences from './preferences.ts'
import { searchedCustomers } from './search-again.ts'
import * as timeline from './timeline.ts'
import * as topics from './topics.ts'
import * as whole from './whole-customer.ts'

export { archive } from './archives.ts'
export { findOrAddCustomer, findOrAddCustomers, type Person, saveCustomers } from './bring-in.ts'
export { accountByName, findOrAddAccounts, type Organisation } from './bring-in-accounts.ts'
export { addContactWay, changeContactWay, type NewWay } from './contact-ways.ts'
export { currentOf, mustExist } from './current.ts'
export { topicByName, topicPath, topicsByName, topicsFoundOrAdded } from './find-topics.ts'
export { movedBy, recordMoved } from './moved.ts'
export { ownerOf } from './owners.ts'
export { normal as spelledWay } from './spelling.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'admin'] as const

/** Who our customers are: people, the accounts they belong to, how to reach them, what they like; and what matters are about. */
export const customers: Slice = {
  name: 'customers',
  permissions: {
    'customers.read': everyone,
    'customers.change': everyone,
    'customers.merge': ['manager', 'head', 'admin'],
    'accounts.change': ['manager', 'head', 'admin'],
    'revenue.read': ['manager', 'head'],
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
  searched: searchedCustomers,
  routes: [
    read(api.listAccounts, accounts.list),
    read(api.getAccount, (ctx, { id }) => accounts.get(ctx, id)),
    write(api.addAccount, accounts.add),
    write(api.changeAccount, accounts.change),
    read(api.accountTimeline, timeline.ofAccount),
    write(api.archiveAccount, (ctx, one) => archive(ctx, 'account', one)),
    write(api.restoreAccount, (ctx, one) => restore(ctx, 'account', one)),
    write(api.mergeAccounts, (ctx, two) => merge(ctx, 'account', two)),
    write(api.unmergeAccount, (ctx, one) => unmerge(ctx, 'account', one)),

    read(api.listCustomers, customer.list),
    read(api.getCustomer, (ctx, { id }) => whole.get(ctx, id)),
    read(api.customerDuplicates, (ctx, { id }) => whole.duplicates(ctx, id)),
    read(api.customerTimeline, timeline.ofCustomer),
    write(api.addCustomer, async (ctx, input) => whole.get(ctx, await customer.add(ctx, input))),
    write(api.changeCustomer, (ctx, input) => answered(ctx, input, customer.change(ctx, input))),
    write(api.archiveCustomer, (ctx, one) => archive(ctx, 'customer', one)),
    write(api.restoreCustomer, (ctx, one) => restore(ctx, 'customer', one)),
    write(api.mergeCustomers, (ctx, two) => merge(ctx, 'customer', two)),
    write(api.unmergeCustomer, (ctx, one) => unmerge(ctx, 'customer', one)),
    write(api.addContactWay, async (ctx, { id, ...way }) => {
      await mustExist(ctx.tx, 'customer', id)
      await addContactWay(ctx, id, way)
      return whole.get(ctx, id)
    }),
    write(api.changeContactWay, (ctx, { id, contactWayId, ...rest }) =>
      answered(ctx, { id }, changeContactWay(ctx, id, contactWayId, rest)),
    ),
    write(api.addPreference, (ctx, input) => answered(ctx, input, preferences.add(ctx, input))),
    write(api.changePreference, (ctx, input) => answered(ctx, input, preferences.change(ctx, input))),

    read(api.listTopics, topics.list),
    write(api.addTopic, topics.add),
    write(api.changeTopic, topics.change),
    write(api.moveTopic, topics.move),
    write(api.archiveTopic, topics.archive),
    write(api.restoreTopic, topics.restore),
    write(api.mergeTopics, (ctx, two) => merge(ctx, 'topic', two)),
    write(api.unmergeTopic, (ctx, one) => unmerge(ctx, 'topic', one)),
  ],
  listeners: [
    after(api.accountAdded, 'customers.note-revenue-of-new', (ctx, { accountId }, { at }) => noteRevenue(ctx, at, accountId)),
    after(api.accountChanged, 'customers.note-revenue-of-changed', (ctx, { accountId }, { at }) => noteRevenue(ctx, at, accountId)),
  ],
}

/** A change answers the customer as they are after it. */
async function answered(ctx: Writing, { id }: { id: string }, done: Promise<unknown>) {
  await done
  return whole.get(ctx, id)
}
