import { IconTableImport } from '@tabler/icons-react'
import { page } from '#ui/page.tsx'

export default [
  page({
    path: '/import',
    title: 'title',
    load: () => import('./Imports.tsx'),
    nav: { order: 9, icon: IconTableImport, label: 'title', may: 'imports.run' },
    tab: { of: '/import', order: 1, label: 'files' },
  }),
  page({ path: '/import/$id', title: 'title', load: () => import('./OneImport.tsx') }),
]
