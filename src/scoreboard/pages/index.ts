import { IconChartDots3 } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { BenchmarkSearch, BoardSearch, ExploreSearch, FindSearch, MetricSearch, StaffingSearch } from './search.ts'

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
    path: '/scoreboard/mine',
    title: 'mine',
    under: '/scoreboard',
    search: BoardSearch,
    load: () => import('./Mine.tsx'),
    tab: { of: '/scoreboard', order: 2, label: 'mine', may: 'scoreboard.mine' },
  }),
  page({
    path: '/scoreboard/team',
    title: 'team',
    under: '/scoreboard',
    search: BoardSearch,
    load: () => import('./Team.tsx'),
    tab: { of: '/scoreboard', order: 3, label: 'team.tab', may: 'scoreboard.team' },
  }),
  page({ path: '/scoreboard/team/$id', title: 'person', under: '/scoreboard', search: BoardSearch, load: () => import('./Person.tsx') }),
  page({
    path: '/scoreboard/staffing',
    title: 'staffing',
    under: '/scoreboard',
    search: StaffingSearch,
    load: () => import('./Staffing.tsx'),
    tab: { of: '/scoreboard', order: 4, label: 'staffing.tab', may: 'scoreboard.staffing' },
  }),
  page({
    path: '/scoreboard/explore',
    title: 'explore',
    under: '/scoreboard',
    search: ExploreSearch,
    load: () => import('./Explore.tsx'),
    tab: { of: '/scoreboard', order: 5, label: 'explore', may: 'metrics.read' },
  }),
  page({
    path: '/scoreboard/benchmarks',
    title: 'benchmarks',
    under: '/scoreboard',
    search: BenchmarkSearch,
    load: () => import('./Benchmarks.tsx'),
    tab: { of: '/scoreboard', order: 8, label: 'benchmarks', may: 'metrics.read' },
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
