import { IconSun } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/today',
    title: 'today',
    load: () => import('./Today.tsx'),
    nav: { order: 1, icon: IconSun, label: 'today', may: 'voices.read' },
  }),
]
