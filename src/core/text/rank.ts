import { borders } from './graphemes.ts'
import { CALM, composed, FOLDS, SPACE, searchKey } from './normalise.ts'
import { boundaries } from './words.ts'

/** 0: the query stands there as whole words; 1: it begins a word; 2: it stands inside one; null: it does not stand there. */
export type Tier = 0 | 1 | 2 | null

/** How well a text answers a query, by the borders of the text's own words, however the query itself would be cut. */
export function tier(text: string, query: string): Tier {
  const hits = hitsOf(text, searchKey(query))
  if (hits.length === 0) return null
  const edges = boundaries(text)
  const beginning = hits.filter(hit => hit.begins && edges.has(hit.from))
  if (beginning.some(hit => hit.ends && edges.has(hit.to))) return 0
  return beginning.length > 0 ? 1 : 2
}

export type Piece = { text: string; hit: boolean }

/** The text as typed, in pieces; what matches is marked, widened to whole clusters so that no mark loses its letter. */
export function highlight(text: string, query: string): Piece[] {
  const edges = [...borders(text)].sort((a, b) => a - b)
  const pieces: Piece[] = []
  let done = 0
  for (const hit of hitsOf(text, searchKey(query))) {
    const from = Math.max(done, floor(edges, hit.from))
    const to = ceiling(edges, hit.ends ? hit.to : hit.to + 1)
    if (from > done) pieces.push({ text: text.slice(done, from), hit: false })
    if (to > from) pieces.push({ text: text.slice(from, to), hit: true })
    done = Math.max(done, to)
  }
  if (done < text.length) pieces.push({ text: text.slice(done), hit: false })
  return pieces
}

/** Places in the text; `begins` and `ends` are false where that place lies inside a cluster, whose start it then is. */
type Hit = { from: number; to: number; begins: boolean; ends: boolean }

function hitsOf(text: string, asked: string): Hit[] {
  if (asked === '') return []
  const { key, origin } = traced(text)
  const hits: Hit[] = []
  for (let at = key.indexOf(asked); at !== -1; at = key.indexOf(asked, at + asked.length)) hits.push(hitAt(origin, at, at + asked.length))
  return hits
}

function hitAt(origin: number[], at: number, end: number): Hit {
  const from = origin[at]!
  const to = origin[end]!
  return { from, to, begins: origin[at - 1] !== from, ends: origin[end - 1] !== to }
}

/** A key whose every unit knows where in the text it came from; `origin` has one more entry, the text's end. */
type Traced = { key: string; origin: number[] }

/** The same key as `searchKey` gives, cluster by cluster, so that places in it lead back to the text. */
function traced(text: string): Traced {
  return unchanged(text) ?? clusterByCluster(text)
}

/** Most texts differ from their key by capital letters only: then every unit stands where it stood. */
function unchanged(text: string): Traced | null {
  const key = searchKey(text)
  if (key.length !== text.length || key !== text.toLowerCase()) return null
  return { key, origin: Array.from({ length: key.length + 1 }, (_, at) => at) }
}

function clusterByCluster(text: string): Traced {
  const edges = [...borders(text)].sort((a, b) => a - b)
  const start: Traced = { key: '', origin: [] }
  for (let nth = 0; nth + 1 < edges.length; nth++) {
    const part = composed(text.slice(edges[nth], edges[nth + 1]))
    start.key += part
    for (let unit = 0; unit < part.length; unit++) start.origin.push(edges[nth]!)
  }
  start.origin.push(text.length)
  return trimmed([...FOLDS, ...CALM, ...CALM, SPACE].reduce((all, [pattern, to]) => replaced(all, pattern, to), start))
}

/** String.replace which carries the origins along. */
function replaced({ key, origin }: Traced, pattern: RegExp, to: (match: string, part?: string) => string): Traced {
  const next: Traced = { key: '', origin: [] }
  let done = 0
  const keep = (end: number) => {
    next.key += key.slice(done, end)
    for (; done < end; done++) next.origin.push(origin[done]!)
  }
  for (const match of key.matchAll(pattern)) {
    keep(match.index)
    const put = to(match[0], match[1])
    next.key += put
    for (let unit = 0; unit < put.length; unit++) next.origin.push(origin[match.index + Math.min(unit, match[0].length - 1)]!)
    done = match.index + match[0].length
  }
  keep(key.length)
  next.origin.push(origin[key.length]!)
  return next
}

function trimmed({ key, origin }: Traced): Traced {
  const from = key.length - key.trimStart().length
  const to = Math.max(from, key.trimEnd().length)
  return { key: key.slice(from, to), origin: origin.slice(from, to + 1) }
}

const floor = (edges: number[], at: number) => edges[rankOf(edges, at + 1) - 1] ?? 0
const ceiling = (edges: number[], at: number) => edges[rankOf(edges, at)] ?? edges.at(-1)!

/** How many edges lie before `at`. */
function rankOf(edges: number[], at: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}
