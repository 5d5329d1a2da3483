import { IconAddressBook } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { AccountSearch, CustomerSearch, Shelf } from './searches.ts'

export default [
  page({
    path: '/customers',
    title: 'customers',
    load: () => import('./Customers.tsx'),
    search: CustomerSearch,
    nav: { order: 4, icon: IconAddressBook, label: 'customers', may: 'customers.read' },
  }),
  page({ path: '/customers/$id', title: 'customer', load: () => import('./Customer.tsx') }),
  page({ path: '/accounts', title: 'accounts', under: '/customers', load: () => import('./Accounts.tsx'), search: AccountSearch }),
  page({ path: '/accounts/$id', title: 'account', under: '/customers', load: () => import('./Account.tsx') }),
  page({ path: '/topics', title: 'topics', under: '/customers', load: () => import('./Topics.tsx'), search: Shelf }),
]
