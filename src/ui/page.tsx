import { type NavigateOptions, type UseLinkPropsOptions, useLinkProps, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ComponentType, ReactNode, Ref } from 'react'
import type { z } from 'zod'

export type Icon = ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>

/** Where a page stands in the navigation: the smaller `order`, the higher; hidden without the permission `may`. */
export type Nav = { order: number; icon: Icon; label: string; may?: string; useCount?: () => number | undefined }

/** One of several pages beside each other: `<PageTabs of="/settings" />` shows them all. `label` is a key of the slice's messages. */
export type Tab = { of: `/${string}`; order: number; label: string; may?: string }

/**
 * A page as a value; a slice's `pages/index.ts` default-exports a list of them. `title` and `nav.label` are keys of the
 * slice's messages. The loaded file default-exports the component. `bare` pages stand at the root without the shell
 * (sign-in, first run); all others under `/<workspace number>`. `folded` folds the rail for pages of several panes.
 */
export type Page = {
  path: `/${string}`
  title: string
  load: () => Promise<{ default: ComponentType }>
  search?: z.ZodType
  nav?: Nav
  bare?: boolean
  folded?: boolean
  /** The page of the navigation that it belongs to, where its address does not say so. */
  under?: `/${string}`
  tab?: Tab
}

export const page = (one: Page): Page => one

/** `'/inbox/$id'` → `{ id: string }` */
export type Params<P extends string> = P extends `${string}$${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & Params<`/${Rest}`>
  : P extends `${string}$${infer Name}`
    ? { [K in Name]: string }
    : unknown

export type Search = Record<string, unknown>

type Target<P extends string> = { page: P; search?: Search } & (P extends `${string}$${string}`
  ? { params: Params<P> }
  : { params?: undefined })

export type ToProps<P extends string> = Target<P> & {
  children?: ReactNode
  className?: string | undefined
  ref?: Ref<HTMLAnchorElement>
  lang?: string
  'aria-label'?: string
  'aria-current'?: 'page' | 'true' | undefined
}

/** A link to a page of this workspace: `<To page="/inbox/$id" params={{ id }}>`. Pages marked `bare` are `<a href>`. */
export function To<P extends string>({ page, params, search, children, ref, ...rest }: ToProps<P>) {
  const workspace = useWorkspaceNumber()
  const to = { to: `/$workspace${page}`, params: { workspace, ...(params as object) }, search: search ?? {} } as NavigateOptions
  const link = useLinkProps({ ...to, preload: 'intent', activeProps: {}, ...rest } as UseLinkPropsOptions, ref as Ref<Element>)
  // The router would say of every link above or like the open page that it is the current one.
  return (
    <a {...link} aria-current={rest['aria-current']}>
      {children}
    </a>
  )
}

/** The number in the address; pages and links under it belong to that workspace. */
export function useWorkspaceNumber(): string {
  const { workspace = '' } = useParams({ strict: false }) as { workspace?: string }
  return workspace
}

/** `const go = useGo()`, then `go('/inbox/$id', { params: { id } })`. */
export function useGo() {
  const navigate = useNavigate()
  const workspace = useWorkspaceNumber()
  return <P extends string>(page: P, { params, search }: Omit<Target<P>, 'page'> = {} as Omit<Target<P>, 'page'>) =>
    navigate({ to: `/$workspace${page}`, params: { workspace, ...(params as object) }, search: search ?? {} } as NavigateOptions)
}

/**
 * Where we are: `const { params, search, setSearch } = usePlace('/inbox/$id', Search)`, typed by the path and the page's
 * zod schema. `setSearch({ q: 'kip' })` changes only what it names; undefined takes a thing out of the address.
 */
export function usePlace<P extends string, S extends z.ZodType = z.ZodType<Search>>(_path: P, _search?: S) {
  const params = useParams({ strict: false }) as Params<P>
  const search = useSearch({ strict: false }) as z.output<S>
  const navigate = useNavigate()
  const setSearch = (change: Partial<z.output<S>>, { replace = true } = {}) =>
    void navigate({ to: '.', search: (before: Search) => ({ ...before, ...(change as Search) }), replace } as NavigateOptions)
  return { params, search, setSearch }
}
