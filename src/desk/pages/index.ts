import { IconSpeakerphone } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/desk',
    title: 'desk',
    load: () => import('./Desk.tsx'),
    nav: { order: 3.7, icon: IconSpeakerphone, label: 'desk', may: 'desk.read' },
  }),
  page({
    path: '/questions',
    title: 'asks',
    load: () => import('./Asks.tsx'),
    under: '/voices',
    tab: { of: '/voices', order: 2, label: 'asks', may: 'asks.read' },
  }),
]
