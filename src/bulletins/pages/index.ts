import { page } from '#ui/page.tsx'
import { fillSlot } from '#ui/slot.tsx'
import { NewsSearch } from './search.ts'

fillSlot('action', 'bulletins', () => import('./of-action.tsx'))

export default [
  page({
    path: '/actions/news',
    title: 'news',
    search: NewsSearch,
    load: () => import('./News.tsx'),
    tab: { of: '/actions', order: 3, label: 'news', may: 'bulletins.read' },
  }),
  page({ path: '/actions/news/$id', title: 'news', load: () => import('./Bulletin.tsx') }),
]
