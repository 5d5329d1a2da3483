import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/settings/policies',
    title: 'policies',
    load: () => import('./Policies.tsx'),
    tab: { of: '/settings', order: 3.1, label: 'policies', may: 'hours.read' },
  }),
  page({
    path: '/settings/calendars',
    title: 'calendars',
    load: () => import('./Calendars.tsx'),
    tab: { of: '/settings', order: 3.2, label: 'calendars', may: 'hours.read' },
  }),
  page({
    path: '/people/away',
    title: 'away',
    load: () => import('./Away.tsx'),
    tab: { of: '/people', order: 3, label: 'away', may: 'hours.read' },
  }),
]
