import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/settings/tracking',
    title: 'tracking',
    load: () => import('./Tracking.tsx'),
    tab: { of: '/settings', order: 4.2, label: 'tracking', may: 'tracking.read' },
  }),
]
