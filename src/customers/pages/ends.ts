import { archiveAccount, listAccounts, mergeAccounts, restoreAccount, unmergeAccount } from '../account-api.ts'
import { archiveCustomer, listCustomers, mergeCustomers, restoreCustomer, unmergeCustomer } from '../customer-api.ts'
import type { Ends } from './endings.tsx'

export const customerEnds: Ends<typeof listCustomers> = {
  archive: archiveCustomer,
  restore: restoreCustomer,
  merge: mergeCustomers,
  unmerge: unmergeCustomer,
  refresh: [listCustomers],
  change: 'customers.change',
  title: 'merge.customer',
  from: listCustomers,
  option: found => ({ value: found.id, label: [found.name, found.contact?.value].filter(Boolean).join(' · ') }),
}

export const accountEnds: Ends<typeof listAccounts> = {
  archive: archiveAccount,
  restore: restoreAccount,
  merge: mergeAccounts,
  unmerge: unmergeAccount,
  refresh: [listAccounts, listCustomers],
  change: 'accounts.change',
  title: 'merge.account',
  from: listAccounts,
  option: found => ({ value: found.id, label: found.name }),
}
