import { IconChartDots3 } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { BoardSearch } from './search.ts'

export default [
  page({
    path: '/scoreboard',
    title: 'scoreboard',
    search: BoardSearch,
    load: () => import('./Scoreboard.tsx'),
    tab: { of: '/scoreboard', order: 1, label: 'scoreboard.tab' },
    nav: { order: 4.5, icon: IconChartDots3, label: 'scoreboard', may: 'metrics.read' },
  }),
]
