import { Problem } from '#kernel/problem.ts'
import type { Limits } from './limits.ts'

type Json = Record<string, unknown>

/** One JSON text and the line or place in the array where it stands. */
export type Item = { row: number; text: string }

/** Lines, one JSON object each. */
export class LineCutter {
  #rest = ''
  #row = 0
  readonly #limits: Limits
  constructor(limits: Limits) {
    this.#limits = limits
  }

  cut(chunk: string, last = false): Item[] {
    const lines = (this.#rest + chunk).split('\n')
    this.#rest = last ? '' : lines.pop()!
    if (this.#rest.length > this.#limits.rowCharacters) throw new Problem('import.row-too-long', 400, { row: this.#row + lines.length + 1 })
    return lines.map(text => ({ row: ++this.#row, text: text.trim() })).filter(({ text }) => text !== '')
  }
}

/** The items of one top-level array, found by counting brackets outside strings. */
export class ArrayCutter {
  #item = ''
  #depth = 0
  #quoted = false
  #escaped = false
  #row = 0
  readonly #limits: Limits
  constructor(limits: Limits) {
    this.#limits = limits
  }

  cut(chunk: string, last = false): Item[] {
    const items: Item[] = []
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const before = this.#depth
      this.#step(chunk.charCodeAt(at))
      const ended = this.#depth < 2 && !this.#quoted && (before > this.#depth || (before === 1 && chunk[at] === ','))
      if (before === 0 && this.#depth === 1) from = at + 1
      else if (ended) {
        this.#finish(this.#item + chunk.slice(from, before > 1 ? at + 1 : at), items)
        from = at + 1
      }
    }
    this.#item += this.#depth > 0 ? chunk.slice(from) : ''
    if (this.#item.length > this.#limits.rowCharacters) throw new Problem('import.row-too-long', 400, { row: this.#row + 1 })
    if (last) this.#finish(this.#item, items)
    return items
  }

  #finish(text: string, items: Item[]) {
    this.#item = ''
    const item = text.trim()
    if (item !== '' && item !== ',') items.push({ row: ++this.#row, text: item })
  }

  #step(code: number) {
    if (this.#escaped) this.#escaped = false
    else if (this.#quoted) {
      if (code === 92) this.#escaped = true
      else if (code === 34) this.#quoted = false
    } else if (code === 34) this.#quoted = true
    else if (code === 123 || code === 91) this.#depth++
    else if (code === 125 || code === 93) this.#depth--
  }
}

/** An object's values by column name, nested ones as `customer.email` where nobody unfolds them otherwise; nothing if the text is no object. */
export function flat(text: string, unfold?: (item: Json) => Record<string, string>): Map<string, string> | undefined {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  if (unfold) return new Map(Object.entries(unfold(value as Json)))
  const cells = new Map<string, string>()
  spread(value as Json, '', cells, 0)
  return cells
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function spread(value: Json, prefix: string, cells: Map<string, string>, depth: number) {
  for (const key of Object.keys(value)) {
    const inner = value[key]
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && depth < 3)
      spread(inner as Json, `${prefix}${key}.`, cells, depth + 1)
    else cells.set(prefix + key, shown(inner))
  }
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(one => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
