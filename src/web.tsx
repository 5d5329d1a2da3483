import { createRoot } from 'react-dom/client'
import { Failure, makeQueries } from '#ui/api.ts'
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

/** A refusal is an answer that the page shows, no fault of ours to log. */
const onCaughtError = (error: unknown) => {
  if (!(error instanceof Failure)) console.error(error)
}

await startSpeaking()
createRoot(document.getElementById('root')!, { onCaughtError }).render(<App router={router} queries={queries} />)
