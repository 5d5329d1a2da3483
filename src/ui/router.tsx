import type { QueryClient } from '@tanstack/react-query'
import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { queryOf, readSearch } from './address.ts'
import { asFailure } from './failure.ts'
import { NoWorkspace } from './no-workspace.tsx'
import type { Page, Search } from './page.tsx'
import { askMe } from './session.ts'
import { Failed, Loading, Missing } from './states.tsx'

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
  const workspace = createRoute({ getParentRoute: () => root, path: '/$workspace', component: Shell })
  const routeOf = (parent: typeof root | typeof workspace) => (page: SlicePage) =>
    createRoute({
      getParentRoute: () => parent as typeof root,
      path: page.path,
      component: lazyRouteComponent(page.load),
      validateSearch: (found: Search) => parseSearch(page, found),
      staticData: { page },
    })
  const bare = pages.filter(page => page.bare).map(routeOf(root))
  const inside = pages.filter(page => !page.bare).map(routeOf(workspace))
  const start = createRoute({ getParentRoute: () => workspace, path: '/', loader: ({ params }) => goFirst(pages, params.workspace) })
  return createRouter({
    routeTree: root.addChildren([home, ...bare, workspace.addChildren([start, ...inside] as never)] as never) as unknown as AnyRoute,
    parseSearch: readSearch,
    stringifySearch: clean,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
    defaultNotFoundComponent: Missing,
    scrollRestoration: true,
  })
}

/** The address without anything: the workspace last used here, or the first. A 401 on the way is a sign-in. */
async function goHome(pages: SlicePage[], queries: QueryClient) {
  const mine = await queries.ensureQueryData(askMe()).catch(error => {
    throw asFailure(error).status === 401 ? redirect({ href: '/sign-in' }) : error
  })
  const last = Number(localStorage.getItem('sabai.workspace'))
  const workspace = mine.workspaces.find(one => one.number === last) ?? mine.workspaces[0]
  if (workspace) throw redirect({ href: firstPage(pages, String(workspace.number)) })
}

function goFirst(pages: SlicePage[], workspace: string) {
  throw redirect({ href: firstPage(pages, workspace) })
}

const firstPage = (pages: SlicePage[], workspace: string) => `/${workspace}${inOrder(pages)[0]?.path ?? ''}`

/** Pages that stand in the navigation, in its order. */
export const inOrder = (pages: SlicePage[]) =>
  pages.filter(page => page.nav && !page.bare).sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
