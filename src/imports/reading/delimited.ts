import { Problem } from '#kernel/problem.ts'
import type { Limits } from './limits.ts'

export const delimiters = [',', ';', '\t', '|'] as const

const unquote = (text: string) => text.replaceAll('""', '"')

/**
 * Cuts delimited text into rows, chunk by chunk. It searches with `indexOf`, which is several times as fast as csv-parse's look at every
 * byte (1,000,000 rows of 193 MB: see CONTRIBUTING's measurements), and it takes text, so that every encoding goes the same way.
 *
 * A quote opens a field only at its beginning; a stray one elsewhere is a letter like others. What follows a closing quote belongs to the field.
 */
export class Cutter {
  #rest = ''
  #at = 0
  #row = 0
  #end = ''
  #delimiterAt = -1
  readonly #delimiter: string
  readonly #limits: Limits

  constructor(delimiter: string, limits: Limits) {
    this.#delimiter = delimiter
    this.#limits = limits
  }

  /** How many rows have begun, empty lines included: the number the user sees beside a row. */
  get row() {
    return this.#row
  }

  /** Rows that are complete with this chunk; with `last`, the unfinished one too. */
  cut(chunk: string, last = false): { row: number; cells: string[] }[] {
    this.#rest = this.#rest.slice(this.#at) + chunk
    this.#at = 0
    this.#delimiterAt = -1
    if (!this.#end && !this.#findEnd(last)) return this.#guard([])
    const rows: { row: number; cells: string[] }[] = []
    while (this.#at < this.#rest.length) {
      const cells = this.#next(last)
      if (!cells) break
      this.#row++
      if (cells.length > 1 || cells[0] !== '') rows.push({ row: this.#row, cells })
    }
    return this.#guard(rows)
  }

  /** The first line's end is the file's: `\n` (with or without `\r` before it), or `\r` alone as old Macintosh programs write it. */
  #findEnd(last: boolean) {
    const at = firstLineEnd(this.#rest)
    if (at < 0 || (at === this.#rest.length - 1 && this.#rest[at] === '\r')) return (this.#end = last ? (at < 0 ? '\n' : '\r') : '')
    return (this.#end = this.#rest[at] === '\r' && this.#rest[at + 1] !== '\n' ? '\r' : '\n')
  }

  /** What is left unfinished must stay small, or a file of one endless line would fill the memory. */
  #guard<T>(rows: T) {
    const unfinished = this.#rest.length - this.#at
    if (unfinished <= this.#limits.rowCharacters) return rows
    const columns = this.#rest.slice(this.#at, this.#at + 100_000).split(this.#delimiter).length
    if (columns > this.#limits.columns && this.#rest[this.#at] !== '"')
      throw new Problem('import.too-many-columns', 400, { limit: this.#limits.columns })
    throw new Problem('import.row-too-long', 400, { row: this.#row + 1 })
  }

  /** Remembered, because a text without delimiters would be searched to its end for every row. */
  #nextDelimiter(from: number) {
    if (this.#delimiterAt >= from) return this.#delimiterAt
    const found = this.#rest.indexOf(this.#delimiter, from)
    return (this.#delimiterAt = found < 0 ? Number.POSITIVE_INFINITY : found)
  }

  /** One row from `#at`, or nothing if its end has not arrived yet. */
  #next(last: boolean): string[] | undefined {
    const text = this.#rest
    const cells: string[] = []
    let at = this.#at
    let lineEnd = text.indexOf(this.#end, at)
    for (;;) {
      let cell: string | undefined
      if (text.charCodeAt(at) === 34) {
        const closing = closingQuote(text, at + 1)
        if (closing < 0 || (closing === text.length - 1 && !last)) {
          if (!last) return undefined
          cell = unquote(text.slice(at + 1, closing < 0 ? text.length : closing))
          at = text.length
        } else {
          cell = text.slice(at + 1, closing)
          if (cell.includes('"')) cell = unquote(cell)
          at = closing + 1
        }
        if (lineEnd >= 0 && lineEnd < at) lineEnd = text.indexOf(this.#end, at)
      }
      const comma = this.#nextDelimiter(at)
      const stop = lineEnd < 0 ? text.length : lineEnd
      if (comma < stop) {
        cells.push(cell === undefined ? text.slice(at, comma) : cell + text.slice(at, comma))
        if (cells.length >= this.#limits.columns) throw new Problem('import.too-many-columns', 400, { limit: this.#limits.columns })
        at = comma + 1
        continue
      }
      if (lineEnd < 0 && !last) return undefined
      const trimmed = stop > at && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop
      cells.push((cell ?? '') + text.slice(at, trimmed))
      this.#at = lineEnd < 0 ? text.length : lineEnd + 1
      return cells
    }
  }
}

/** Where the first line outside quotes ends. */
function firstLineEnd(text: string) {
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) quoted = !quoted
    else if (!quoted && (code === 10 || code === 13)) return at
  }
  return -1
}

function closingQuote(text: string, from: number) {
  let at = text.indexOf('"', from)
  while (at >= 0 && text.charCodeAt(at + 1) === 34) at = text.indexOf('"', at + 2)
  return at
}

/** The delimiter that cuts the first rows most evenly into most cells. One column alone is a comma's. */
export function findDelimiter(head: string, limits: Limits): string {
  let best = { delimiter: ',', evenness: 0 }
  for (const delimiter of delimiters) {
    const evenness = evennessOf(firstRows(head, delimiter, limits).map(({ cells }) => cells.length))
    if (evenness > best.evenness) best = { delimiter, evenness }
  }
  return best.delimiter
}

function firstRows(head: string, delimiter: string, limits: Limits) {
  try {
    return new Cutter(delimiter, limits).cut(head.slice(0, 65_536)).slice(0, 100)
  } catch {
    return []
  }
}

function evennessOf(widths: number[]) {
  const counts = new Map<number, number>()
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  return Math.max(0, ...[...counts].map(([width, count]) => (count / widths.length) * Math.min(2, 1 + width / 100)))
}
