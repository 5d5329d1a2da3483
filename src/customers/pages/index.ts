import { IconAddressBook } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { AccountSearch, CustomerSearch, Shelf } from './searches.ts'

export default [
  page({
    path: '/customers',
    title: 'customers',
    load: () => import('./Customers.tsx'),
    search: CustomerSearch,
    tab: { of: '/customers', order: 1, label: 'customers', may: 'customers.read' },
    nav: { order: 4, icon: IconAddressBook, label: 'customers', may: 'customers.read' },
  }),
  page({ path: '/customers/$id', title: 'customer', load: () => import('./Customer.tsx') }),
  page({
    path: '/accounts',
    title: 'accounts',
    load: () => import('./Accounts.tsx'),
    search: AccountSearch,
    tab: { of: '/customers', order: 2, label: 'accounts', may: 'customers.read' },
  }),
  page({ path: '/accounts/$id', title: 'account', under: '/customers', load: () => import('./Account.tsx') }),
  page({
    path: '/topics',
    title: 'topics',
    load: () => import('./Topics.tsx'),
    search: Shelf,
    tab: { of: '/customers', order: 3, label: 'topics', may: 'topics.read' },
  }),
]
