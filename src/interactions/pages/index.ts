import { page } from '#ui/page.tsx'
import { DoubtsShown } from './search.ts'

export default [
  page({
    path: '/settings/doubts',
    title: 'doubts',
    load: () => import('./Doubts.tsx'),
    search: DoubtsShown,
    tab: { of: '/settings', order: 4.3, label: 'doubts', may: 'interactions.decide' },
  }),
  page({
    path: '/import/sources',
    title: 'connections',
    load: () => import('./Sources.tsx'),
    tab: { of: '/import', order: 2, label: 'connections', may: 'connections.read' },
  }),
]
