import { page } from '#ui/page.tsx'
import { AnswersSearch } from './search.ts'

export default [
  page({
    path: '/surveys/$id/answers',
    title: 'answers',
    under: '/surveys',
    load: () => import('./Answers.tsx'),
    search: AnswersSearch,
  }),
]
