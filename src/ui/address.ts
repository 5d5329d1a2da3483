import type { Endpoint } from '#kernel/endpoint.ts'

type Input = Record<string, unknown>

/** The workspace's number: the first segment of the page's address, if it is one. */
export const workspaceOf = (pathname: string): string | null => /^\/(\d+)(?:\/|$)/.exec(pathname)?.[1] ?? null

/** `/cases/:id` with its parameters filled; what is left over goes to the query or the body. */
export function fillPath(path: string, input: Input): { path: string; rest: Input } {
  const rest = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return segment(asText(value))
  })
  return { path: filled, rest }
}

/** Dots walk up a path, encoded or not, and nothing names its parent: such an id finds nothing. */
const segment = (text: string) => (/^\.{0,2}$/.test(text) ? '-' : encodeURIComponent(text))

/** Query strings hold text: dates as ISO, lists as repeated keys, absent things not at all. */
export function queryOf(input: Input): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') query.append(key, asText(one))
  const text = query.toString()
  return text ? `?${text}` : ''
}

const asText = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value))

/** The address and body of a call. */
export function requestOf({ method, path }: Pick<Endpoint, 'method' | 'path'>, input: Input = {}): { url: string; body?: string } {
  const { path: filled, rest } = fillPath(path, input)
  if (method === 'GET') return { url: `/api${filled}${queryOf(rest)}` }
  return { url: `/api${filled}`, body: JSON.stringify(rest) }
}

/** The query string of a page, as its zod schema reads it: repeated keys are lists. */
export function readSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  const query = new URLSearchParams(text)
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key)
    found[key] = values.length > 1 ? values : (values[0] ?? '')
  }
  return found
}

/** Where to go after signing in: only a path of ours. `//evil`, `/\evil`, `/..//evil`, `https:` and `javascript:` lead home. */
export function safeBack(back: string | undefined): string {
  const here = 'https://here.invalid'
  if (!back?.startsWith('/') || /[\\\s]/.test(back) || !URL.canParse(back, here)) return '/'
  const url = new URL(back, here)
  const path = url.pathname + url.search
  // `/..//evil` has become `//evil` only here.
  return url.origin === here && !path.startsWith('//') ? path : '/'
}
