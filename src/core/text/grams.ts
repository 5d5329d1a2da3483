import { searchKey } from './normalise.ts'

/** More than this many grams narrow nothing further: the exact comparison (LIKE) decides anyway. */
const ENOUGH_GRAMS = 32

/**
 * What the index holds of a key: at every code point the three that begin there, at the end two and then one. So a prefix of a
 * gram finds any one or two characters, also the last. Each gram begins with the workspace's short number (base 36): posting
 * lists are per workspace. Unique and sorted. Give it to `array_to_tsvector($1::text[])`.
 * A tsvector ends at 1 MB: keep indexed texts under some 50,000 characters.
 */
export function indexGrams(key: string, workspaceNumber: number): string[] {
  const prefix = prefixOf(workspaceNumber)
  const starts = codePointStarts(key)
  const found = new Set<string>()
  for (let at = 0; at < starts.length; at++) found.add(prefix + key.slice(starts[at], starts[at + 3] ?? key.length))
  return [...found].sort()
}

const ASTRAL = /[\ud800-\udbff]/

/**
 * The same grams, one a line (no key holds a line break), neither sorted nor unique: `array_to_tsvector(string_to_array($1, E'\n'))` does both
 * anyway. Six times faster than `indexGrams`, for the rows of an import.
 */
export function gramLines(key: string, workspaceNumber: number): string {
  const prefix = prefixOf(workspaceNumber)
  const starts = ASTRAL.test(key) ? codePointStarts(key) : null
  const place = (nth: number) => (starts ? (starts[nth] ?? key.length) : nth)
  const count = starts?.length ?? key.length
  let lines = ''
  for (let at = 0; at < count; at++) lines += (at === 0 ? prefix : `\n${prefix}`) + key.slice(place(at), place(at + 3))
  return lines
}

/** `all`: every gram must be there, whole. `prefix`: at least one gram must begin so. An empty query asks for nothing: null. */
export type GramQuery = { all: string[] } | { prefix: string } | null

export function queryGrams(key: string, workspaceNumber: number): GramQuery {
  if (key === '') return null
  const prefix = prefixOf(workspaceNumber)
  const starts = codePointStarts(key)
  if (starts.length < 3) return { prefix: prefix + key }
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= starts.length; at++) grams.add(prefix + key.slice(starts[at], starts[at + 3] ?? key.length))
  return { all: spread([...grams]) }
}

/**
 * What to ask in SQL: `grams @@ $1::tsquery and key like $2`, with `likePattern(query)` for the latter. Takes the words as
 * typed. Null when nothing is left to ask for.
 */
export function tsquery(query: string, workspaceNumber: number): string | null {
  const asked = queryGrams(searchKey(query), workspaceNumber)
  if (!asked) return null
  return 'prefix' in asked ? `${quoted(asked.prefix)}:*` : asked.all.map(quoted).join(' & ')
}

/** The exact half of a search: the key as a pattern for LIKE, its wildcards taken literally. */
export const likePattern = (query: string) => `%${searchKey(query).replace(/[\\%_]/g, '\\$&')}%`

const prefixOf = (workspaceNumber: number) => `${workspaceNumber.toString(36)}:`
const quoted = (gram: string) => `'${gram.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

function codePointStarts(key: string): number[] {
  const starts: number[] = []
  for (let at = 0; at < key.length; at += key.codePointAt(at)! > 0xffff ? 2 : 1) starts.push(at)
  return starts
}

function spread(grams: string[]): string[] {
  if (grams.length <= ENOUGH_GRAMS) return grams
  return Array.from({ length: ENOUGH_GRAMS }, (_, nth) => grams[Math.floor((nth * (grams.length - 1)) / (ENOUGH_GRAMS - 1))]!)
}
