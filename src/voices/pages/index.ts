import { IconMessageHeart } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { VoiceFilters } from '../filters-api.ts'

export default [
  page({
    path: '/voices',
    title: 'voices',
    search: VoiceFilters,
    load: () => import('./Voices.tsx'),
    nav: { order: 3, icon: IconMessageHeart, label: 'voices', may: 'voices.read' },
  }),
]
