import { IconForms, IconInbox, IconMessageHeart, IconSun, IconTableImport, IconUsers } from '@tabler/icons-react'
import { createRoot } from 'react-dom/client'
import { makeQueries } from '../api.ts'
import { App } from '../app.tsx'
import { type Page, page } from '../page.tsx'
import { buildRouter } from '../router.tsx'
import { Shell } from '../shell.tsx'
import { startSpeaking } from '../text.tsx'
import { answerHere } from './server.ts'

/* All parts on one page, for looking at: `vite --mode gallery`. Never part of the build. */

const nav = (order: number, icon: typeof IconSun, label: string) => ({ order, icon, label })
const load = () => import('./Parts.tsx')

const pages: Page[] = [
  page({ path: '/today', title: 'shell.pages', load, nav: nav(1, IconSun, 'shell.pages') }),
  page({
    path: '/inbox',
    title: 'shell.tabs',
    load: () => import('./Lists.tsx'),
    nav: { ...nav(2, IconInbox, 'shell.tabs'), useCount: () => 11 },
  }),
  page({ path: '/voices', title: 'shell.language', load: () => import('./Forms.tsx'), nav: nav(3, IconMessageHeart, 'shell.language') }),
  page({ path: '/surveys', title: 'shell.scheme', load, nav: nav(4, IconForms, 'shell.scheme') }),
  page({ path: '/people', title: 'shell.density', load, nav: nav(5, IconUsers, 'shell.density') }),
  page({
    path: '/import',
    title: 'shell.workspace',
    load: () => import('./Conversation.tsx'),
    folded: true,
    nav: nav(6, IconTableImport, 'shell.workspace'),
  }),
]

pages.push(page({ path: '/sign-in', title: 'shell.pages', load: () => import('./SignIn.tsx'), bare: true }))

answerHere()
const all = pages.map(one => ({ ...one, slice: 'ui' }))
const queries = makeQueries()
const router = buildRouter(all, () => <Shell pages={all} />, queries)
await startSpeaking()
createRoot(document.getElementById('root')!).render(<App router={router} queries={queries} />)
