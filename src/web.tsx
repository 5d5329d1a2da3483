import { createRoot } from 'react-dom/client'
import { makeQueries } from '#ui/api.ts'
import { App } from '#ui/app.tsx'
import type { Page } from '#ui/page.tsx'
import { buildRouter } from '#ui/router.tsx'
import { Shell } from '#ui/shell.tsx'
import { startSpeaking } from '#ui/text.tsx'

const lists = import.meta.glob<Page[]>('./*/pages/index.ts', { eager: true, import: 'default' })
const pages = Object.entries(lists).flatMap(([file, list]) => list.map(one => ({ ...one, slice: file.split('/')[1] ?? '' })))

const density = localStorage.getItem('sabai.density')
if (density) document.documentElement.dataset.density = density

const queries = makeQueries()
const router = buildRouter(pages, () => <Shell pages={pages} />, queries)

await startSpeaking()
createRoot(document.getElementById('root')!).render(<App router={router} queries={queries} />)
