import { IconTargetArrow } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { fillSlot } from '#ui/slot.tsx'
import { BoardSearch, ParetoSearch } from './search.ts'

fillSlot('case', 'actions', () => import('./case-whys.tsx'))

export default [
  page({
    path: '/actions',
    title: 'actions',
    search: BoardSearch,
    load: () => import('./Board.tsx'),
    tab: { of: '/actions', order: 1, label: 'actions', may: 'actions.read' },
    nav: { order: 3.5, icon: IconTargetArrow, label: 'nav', may: 'actions.read' },
  }),
  page({
    path: '/actions/causes',
    title: 'causes',
    search: ParetoSearch,
    load: () => import('./Pareto.tsx'),
    tab: { of: '/actions', order: 2, label: 'causes', may: 'actions.read' },
  }),
  page({ path: '/actions/causes/$id', title: 'cause', load: () => import('./Cause.tsx') }),
  page({ path: '/actions/$id', title: 'action', load: () => import('./Action.tsx') }),
]
