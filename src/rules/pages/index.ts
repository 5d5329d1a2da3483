import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/settings/rules',
    title: 'rules',
    load: () => import('./Rules.tsx'),
    tab: { of: '/settings', order: 3, label: 'rules', may: 'rules.read' },
  }),
  page({
    path: '/settings/routing',
    title: 'routing',
    load: () => import('./Routing.tsx'),
    tab: { of: '/settings', order: 3.05, label: 'routing', may: 'rules.read' },
  }),
]
