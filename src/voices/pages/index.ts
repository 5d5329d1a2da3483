import { IconMessageHeart } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { VoiceFilters } from '../filters-api.ts'

export default [
  page({
    path: '/voices',
    title: 'voices',
    search: VoiceFilters,
    load: () => import('./Voices.tsx'),
    tab: { of: '/voices', order: 1, label: 'voices' },
    nav: { order: 3, icon: IconMessageHeart, label: 'voices', may: 'voices.read' },
  }),
  page({
    path: '/voices/told-of',
    title: 'told-of',
    load: () => import('./Subscriptions.tsx'),
    tab: { of: '/voices', order: 3, label: 'told-of' },
  }),
]
