import { page } from '#ui/page.tsx'
import { fillSlot } from '#ui/slot.tsx'

fillSlot('told-of', 'broadcasts', () => import('./digest.tsx'))

export default [
  page({
    path: '/voices/screens',
    title: 'screens',
    load: () => import('./Screens.tsx'),
    tab: { of: '/voices', order: 4, label: 'screens', may: 'broadcasts.change' },
  }),
]
