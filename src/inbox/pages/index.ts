import { IconInbox } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { useMineOpen } from './counts.ts'
import { CauseSearch, InboxSearch } from './search.ts'

export default [
  page({
    path: '/inbox',
    title: 'inbox',
    search: InboxSearch,
    folded: true,
    load: () => import('./Inbox.tsx'),
    tab: { of: '/inbox', order: 1, label: 'inbox' },
    nav: { order: 2, icon: IconInbox, label: 'inbox', may: 'inbox.read', useCount: useMineOpen },
  }),
  page({
    path: '/inbox/causes',
    title: 'causes',
    search: CauseSearch,
    load: () => import('./Causes.tsx'),
    tab: { of: '/inbox', order: 2, label: 'causes' },
  }),
  page({ path: '/inbox/$id', title: 'case', search: InboxSearch, folded: true, load: () => import('./Case.tsx') }),
  page({ path: '/inbox/feedback/$id', title: 'feedback', search: InboxSearch, folded: true, load: () => import('./Feedback.tsx') }),
]
