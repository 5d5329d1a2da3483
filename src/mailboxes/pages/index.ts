import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/settings/mailboxes',
    title: 'mailboxes',
    load: () => import('./Mailboxes.tsx'),
    tab: { of: '/settings', order: 5, label: 'mailboxes', may: 'mailboxes.read' },
  }),
]
