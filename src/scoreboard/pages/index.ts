import { IconChartDots3 } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { BoardSearch, FindSearch, MetricSearch } from './search.ts'

export default [
  page({
    path: '/scoreboard',
    title: 'scoreboard',
    search: BoardSearch,
    load: () => import('./Scoreboard.tsx'),
    tab: { of: '/scoreboard', order: 1, label: 'scoreboard.tab' },
    nav: { order: 4.5, icon: IconChartDots3, label: 'scoreboard', may: 'metrics.read' },
  }),
  page({
    path: '/metrics',
    title: 'metrics',
    under: '/scoreboard',
    search: FindSearch,
    load: () => import('./Metrics.tsx'),
    tab: { of: '/scoreboard', order: 9, label: 'metrics', may: 'metrics.read' },
  }),
  page({ path: '/metrics/$id', title: 'metric', under: '/scoreboard', search: MetricSearch, load: () => import('./Metric.tsx') }),
]
