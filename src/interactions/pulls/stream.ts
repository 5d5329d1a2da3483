import type { Writing } from '#kernel/slice.ts'

export type Json = Record<string, unknown>
export type Counts = { read: number; added: number; changed: number; refused: number }
export const nothing: Counts = { read: 0, added: 0, changed: 0, refused: 0 }

/** One kind of record of a service, page by page. */
export type Stream = {
  name: string
  /** Not every account has it, and not every token is shown it: then it is left out, and said so. */
  optional?: true
  /** Where it begins, or goes on. */
  from: (cursor: string | null) => string
  /** `cursor`: where this page was asked from. */
  take: (ctx: Writing, source: string, answer: Json, cursor: string | null) => Promise<Counts>
  /** Where it goes on, and whether this was the last page for now. */
  next: (answer: Json, cursor: string | null) => { cursor: string | null; ended: boolean }
}

export const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : []
export const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
export const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

/** By time, as the older exports go: pages end with the moment of their last item, which begins the next one too. */
export const byTime: Stream['next'] = (answer, cursor) => {
  const end = text(answer.end_time)
  return { cursor: end || cursor, ended: answer.end_of_stream === true || end === '' || end === cursor || Number(answer.count ?? 0) === 0 }
}

type Since = { since: number; newest: number; after: string | null }
const sinceOf = (cursor: string | null): Since => (cursor ? (JSON.parse(cursor) as Since) : { since: 0, newest: 0, after: null })
/** What changes while we read must not fall between two pulls. */
const OVERLAP_SECONDS = 86_400

/** Lists that are asked for by when they begin and paged within: the next time from shortly before the newest that was seen. */
export const bySince = (path: (since: number, after: string | null) => string, newestOf: (answer: Json) => number) => ({
  from: (cursor: string | null) => {
    const { since, after } = sinceOf(cursor)
    return path(since, after)
  },
  next: (answer: Json, cursor: string | null) => {
    const before = sinceOf(cursor)
    const newest = Math.max(before.newest, newestOf(answer))
    const meta = object(answer.meta)
    const after = meta.has_more === true ? text(meta.after_cursor) : ''
    if (after !== '' && after !== before.after) return { cursor: JSON.stringify({ ...before, newest, after }), ended: false }
    return { cursor: JSON.stringify({ since: Math.max(0, newest - OVERLAP_SECONDS), newest, after: null }), ended: true }
  },
})

/** Seconds since 1970 of the youngest of these moments. */
export const newestIn = (items: readonly Json[], ...names: string[]): number =>
  Math.max(0, ...items.flatMap(one => names.map(name => Math.floor(Date.parse(text(one[name])) / 1000))).filter(Number.isFinite))
