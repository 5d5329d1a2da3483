import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/settings/delighted',
    title: 'coming',
    load: () => import('./Delighted.tsx'),
    tab: { of: '/settings', order: 4.1, label: 'coming', may: 'delighted.settings' },
  }),
]
