import { z } from 'zod'
import { parse } from './input.ts'
import { Problem } from './problem.ts'
import type { Route } from './slice.ts'

// Another product's HTTP, for callers who change one host name: `spoken(delighted, read(endpoint, run))` in a slice's `routes`.
// Permission, workspace, validation, transaction and the strangers' test are those of every endpoint; only the wire differs.

/** How the other product speaks: where its paths begin, where the key stands, how input is written and how refusals look. */
export type Dialect = {
  /** Of its paths, instead of `/api`. */
  prefix: `/${string}`
  /** A path of its as the endpoints write it; Delighted's may end in `.json`. */
  path?: (path: string) => string
  /** The API key among the headers: `basicKey`. A cookie is never read. */
  key: (headers: Headers) => string | null
  /** Body and query as the endpoint's input; names that the endpoint does not know are left out. Usually `flatInput`. */
  input: (raw: RawInput) => Record<string, unknown>
  refusal: (problem: Problem) => Said
  /** Calls that one key may make; beyond them 429, with when to come back. */
  budget?: { most: number; minutes: number }
}

export type RawInput = {
  query: URLSearchParams
  type: string
  body: string
  /** Where the caller reached us: for links to the next page, which their clients want whole. */
  origin: string
}

/** What an endpoint of a dialect answers; `output` of such an endpoint is this schema or a narrower one. */
export const Said = z.object({
  status: z.int().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown(),
})
export type Said = z.input<typeof Said>

/** The same endpoint, mounted and spoken as the other product does. */
export const spoken = (dialect: Dialect, route: Route): Route => ({ ...route, dialect })

/** The user name of HTTP Basic, which is where products of that time put the key. */
export function basicKey(headers: Headers): string | null {
  const given = /^Basic ([\w+/=-]{1,2000})$/i.exec(headers.get('authorization') ?? '')?.[1]
  return given ? (Buffer.from(given, 'base64').toString().split(':')[0] ?? null) || null : null
}

/** Query, then urlencoded or JSON body, as one flat object. @throws Problem 400 for a body that is no object */
export function flatInput({ query, type, body }: RawInput): Record<string, unknown> {
  if (body === '') return Object.fromEntries(query)
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries([...query, ...new URLSearchParams(body)])
  return { ...Object.fromEntries(query), ...parse(z.record(z.string(), z.unknown()), readJson(body)) }
}

/** @throws Problem 400 `request` for what is no JSON */
export function readJson(text: string): unknown {
  try {
    // A key that would change every object is dropped as it is read.
    return JSON.parse(text, (name, value) => (name === '__proto__' ? undefined : value))
  } catch {
    throw new Problem('request', 400)
  }
}
