import { IconListDetails } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'
import { EditorSearch, ListSearch } from './searches.ts'

export default [
  page({
    path: '/surveys',
    title: 'surveys',
    load: () => import('./Surveys.tsx'),
    search: ListSearch,
    nav: { order: 5, icon: IconListDetails, label: 'surveys', may: 'surveys.read' },
  }),
  page({ path: '/surveys/$id', title: 'survey', load: () => import('./Survey.tsx'), search: EditorSearch, folded: true }),
]
