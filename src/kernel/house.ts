import type { EventType } from './event.ts'
import type { Page } from './page.ts'
import { addressOf, type ClockKind, type Job, type Listener, type Role, type Route, type Slice } from './slice.ts'

/** Every slice of the product put together once, at start: what the dispatcher, the clocks and the routes look things up in. */
export type House = {
  slices: readonly Slice[]
  routes: readonly Route[]
  pages: readonly Page[]
  /** Event type → listeners and jobs that wait for it. */
  listeners: ReadonlyMap<string, readonly Listener[]>
  jobs: ReadonlyMap<string, readonly Job[]>
  clocks: ReadonlyMap<string, ClockKind>
  permissions: ReadonlyMap<Role, ReadonlySet<string>>
  /** The names of all permissions: the scopes that a key may have. */
  scopes: readonly string[]
  waitFor: (type: string) => string[]
  /** Lists of the interface that look different after an event of this type. */
  listsOf: (type: string) => readonly string[]
}

/** @throws Error when two things of one kind have the same name: the second would never be reached */
export function house(slices: readonly Slice[]): House {
  const listeners = grouped(slices.flatMap(slice => slice.listeners ?? []))
  const jobs = grouped(slices.flatMap(slice => slice.jobs ?? []))
  const names = [...[...listeners.values()].flat(), ...[...jobs.values()].flat()].map(one => one.name)
  unique('listener or job', names)
  const kinds = slices.flatMap(slice => slice.clocks ?? [])
  unique(
    'clock',
    kinds.map(clock => clock.kind),
  )
  const lists = new Map(slices.flatMap(slice => slice.events).map(event => [event.type, event.lists]))
  const routes = slices.flatMap(slice => slice.routes)
  unique(
    'route',
    routes.map(route => `${route.endpoint.method} ${addressOf(route)}`),
  )
  const pages = slices.flatMap(slice => slice.pages ?? [])
  unique(
    'page',
    pages.map(page => `${page.method} ${page.path}`),
  )
  return {
    slices,
    routes,
    pages,
    listeners,
    jobs,
    clocks: new Map(kinds.map(clock => [clock.kind, clock])),
    permissions: permissionsOf(slices),
    scopes: slices.flatMap(slice => Object.keys(slice.permissions)).sort(),
    listsOf: type => lists.get(type) ?? [],
    waitFor: type => [...(listeners.get(type) ?? []), ...(jobs.get(type) ?? [])].map(one => one.name),
  }
}

function grouped<One extends { type: EventType }>(all: readonly One[]): Map<string, One[]> {
  return Map.groupBy(all, one => one.type.type)
}

function unique(what: string, names: readonly string[]) {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`two of one ${what}: ${twice}`)
}

function permissionsOf(slices: readonly Slice[]): Map<Role, Set<string>> {
  const all = new Map<Role, Set<string>>()
  for (const slice of slices)
    for (const [permission, roles] of Object.entries(slice.permissions))
      for (const role of roles) all.set(role, (all.get(role) ?? new Set()).add(permission))
  return all
}
