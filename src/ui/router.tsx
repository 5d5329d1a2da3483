import type { QueryClient } from '@tanstack/react-query'
import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { queryOf, readSearch, workspaceOf } from './address.ts'
import { asFailure } from './failure.ts'
import { NoWorkspace } from './no-workspace.tsx'
import type { Page, Search } from './page.tsx'
import { askMe } from './session.ts'
import { Failed, Loading, Missing } from './states.tsx'
import { withWords } from './text.tsx'

export type SlicePage = Page & { slice: string }

/** A search that its schema refuses is an old or mistyped link: the page opens without it. */
function parseSearch(page: Page, found: Search): Search {
  if (!page.search) return found
  const parsed = page.search.safeParse(found)
  return (parsed.success ? parsed.data : page.search.safeParse({}).data) as Search
}

const clean = (search: Search) => queryOf(search)

/** From the slices' pages to a router: bare ones at the root, the others inside the shell of a workspace. */
export function buildRouter(pages: SlicePage[], Shell: () => React.ReactNode, queries: QueryClient) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: Missing })
  const home = createRoute({ getParentRoute: () => root, path: '/', loader: () => goHome(pages, queries), component: NoWorkspace })
  const workspace = createRoute({ getParentRoute: () => root, path: '/$workspace', component: Shell, beforeLoad: onlyNumbers })
  const routeOf = (parent: typeof root | typeof workspace) => (page: SlicePage) =>
    createRoute({
      getParentRoute: () => parent as typeof root,
      path: page.path,
      component: lazyRouteComponent(() => withWords(page.slice, page.load)),
      validateSearch: (found: Search) => parseSearch(page, found),
      staticData: { page },
    })
  const bare = pages.filter(page => page.bare).map(routeOf(root))
  const inside = pages.filter(page => !page.bare).map(routeOf(workspace))
  const start = createRoute({
    getParentRoute: () => workspace,
    path: '/',
    loader: ({ params }) => goFirst(pages, queries, params.workspace),
  })
  return createRouter({
    routeTree: root.addChildren([home, ...bare, workspace.addChildren([start, ...inside] as never)] as never) as unknown as AnyRoute,
    parseSearch: readSearch,
    stringifySearch: clean,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} whole />,
    defaultNotFoundComponent: Missing,
    scrollRestoration: true,
  })
}

/** `/17` is a workspace; any other word there leads nowhere. */
function onlyNumbers({ params }: { params: { workspace: string } }) {
  if (!workspaceOf(`/${params.workspace}`)) throw notFound()
}

/** The address without anything: the workspace last used here, or the first. A 401 on the way is a sign-in. */
async function goHome(pages: SlicePage[], queries: QueryClient) {
  const mine = await asked(queries)
  const last = Number(localStorage.getItem('sabai.workspace'))
  const workspace = mine.workspaces.find(one => one.number === last) ?? mine.workspaces[0]
  if (workspace) throw redirect({ href: firstPage(pages, workspace) })
}

/** A workspace without a page: its first that this person may open. */
async function goFirst(pages: SlicePage[], queries: QueryClient, number: string) {
  const workspace = (await asked(queries)).workspaces.find(one => String(one.number) === number)
  if (!workspace) throw notFound()
  throw redirect({ href: firstPage(pages, workspace) })
}

const asked = (queries: QueryClient) =>
  queries.ensureQueryData(askMe()).catch(error => {
    throw asFailure(error).status === 401 ? redirect({ href: '/sign-in' }) : error
  })

function firstPage(pages: SlicePage[], { number, permissions }: { number: number; permissions: string[] }) {
  const [first] = inOrder(pages).filter(({ nav }) => !nav?.may || permissions.includes(nav.may))
  return `/${number}${first?.path ?? '/nowhere'}`
}

/** Pages that stand in the navigation, in its order. */
export const inOrder = (pages: SlicePage[]) =>
  pages.filter(page => page.nav && !page.bare).sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
