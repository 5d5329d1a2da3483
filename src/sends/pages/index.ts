import { IconSend } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { SegmentSearch, SendSearch, SendsSearch, SuppressedSearch } from './searches.ts'

export default [
  page({
    path: '/sends',
    title: 'sends',
    search: SendsSearch,
    load: () => import('./Sends.tsx'),
    nav: { order: 6, icon: IconSend, label: 'sends', may: 'sends.read' },
    tab: { of: '/sends', order: 1, label: 'sends', may: 'sends.read' },
  }),
  page({
    path: '/sends/segments',
    title: 'segments',
    search: SegmentSearch,
    load: () => import('./Segments.tsx'),
    tab: { of: '/sends', order: 2, label: 'segments', may: 'sends.read' },
  }),
  page({
    path: '/sends/frequency',
    title: 'frequency',
    load: () => import('./Frequency.tsx'),
    tab: { of: '/sends', order: 3, label: 'frequency', may: 'sends.read' },
  }),
  page({
    path: '/sends/suppressed',
    title: 'suppressed',
    search: SuppressedSearch,
    load: () => import('./Suppressed.tsx'),
    tab: { of: '/sends', order: 4, label: 'suppressed', may: 'sends.read' },
  }),
  page({
    path: '/sends/gateways',
    title: 'gateways',
    load: () => import('./Gateways.tsx'),
    tab: { of: '/sends', order: 5, label: 'gateways', may: 'sends.gateways' },
  }),
  page({ path: '/sends/$id', title: 'send', search: SendSearch, load: () => import('./Send.tsx') }),
  page({ path: '/surveys/$id/who', title: 'who', under: '/surveys', load: () => import('./Who.tsx') }),
]
