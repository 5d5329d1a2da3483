import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/settings/delighted',
    title: 'coming',
    load: () => import('./Delighted.tsx'),
    tab: { of: '/settings', order: 7, label: 'coming', may: 'delighted.settings' },
  }),
]
