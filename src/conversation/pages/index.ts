import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/inbox/aside',
    title: 'aside',
    load: () => import('./Aside.tsx'),
    tab: { of: '/inbox', order: 3, label: 'aside', may: 'conversation.aside' },
  }),
]
