import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/pulse',
    title: 'pulse',
    under: '/people',
    load: () => import('./Pulse.tsx'),
    tab: { of: '/people', order: 3, label: 'pulse' },
  }),
]
