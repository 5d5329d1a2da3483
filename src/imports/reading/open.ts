import type { Readable } from 'node:stream'
import type { Importer } from '#kernel/importer.ts'
import { Problem } from '#kernel/problem.ts'
import { type Bytes, begins, isZip, unpacked, withHead } from './bytes.ts'
import { Cutter, findDelimiter } from './delimited.ts'
import { decoded, findEncoding, isKnown } from './encoding.ts'
import { columnNames, findHeader, visible } from './headers.ts'
import { ArrayCutter, flat, type Item, LineCutter } from './json.ts'
import { type Limits, limits as usual } from './limits.ts'
import { isPaged, PageCutter } from './pages-of-json.ts'
import { openXlsx } from './xlsx.ts'

export const formats = ['csv', 'xlsx', 'jsonl', 'json'] as const
export type Format = (typeof formats)[number]

/** What the user may say about a file; what is left out is found. `headerRow` 0 means that no row holds names. */
export type Choices = {
  format?: Format | undefined
  encoding?: string | undefined
  delimiter?: string | undefined
  headerRow?: number | undefined
  sheet?: number | undefined
}

/** One row as the user sees it beside its number in their spreadsheet or editor. `broken` says why its cells cannot be trusted. */
export type Row = { row: number; cells: string[]; broken?: 'row.not-json' | 'row.too-many-cells' | 'row.not-understood' }

export type Table = {
  format: Format
  encoding: string
  delimiter: string
  headerRow: number
  headers: string[]
  sheets: string[]
  /** How many rows it will have, if that could be told from its beginning. */
  rowsGuessed: number | null
  batches: AsyncIterable<Row[]>
  /** To be called by one who does not read to the end. */
  close: () => Promise<void>
}

const HEAD = 1_000_000
const HEADER_ROWS = 60

/** What an importer knows of its files: how an item of JSON, or a line that is no table, becomes columns. */
export type Shape = Pick<Importer, 'unfold' | 'lines'>
type Unfold = NonNullable<Importer['unfold']>

/** Opens a file for reading as a table. Memory stays bounded whatever the file holds; what cannot be read is a Problem, at once or while it flows. */
export async function openTable(source: Readable, choices: Choices = {}, limits: Limits = usual, shape: Shape = {}): Promise<Table> {
  source.on('error', () => {})
  const { head, whole, all } = await withHead(await unpacked(source, limits), HEAD)
  try {
    if (head.length === 0) throw new Problem('import.empty', 400)
    return isZip(head) ? await spreadsheet(all, choices, limits) : await text(head, whole, all, choices, limits, shape)
  } catch (failure) {
    source.destroy()
    throw failure
  }
}

const PICTURES_AND_PROGRAMS = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x7f, 0x45, 0x4c, 0x46],
]

function text(head: Buffer, whole: boolean, all: Bytes, choices: Choices, limits: Limits, { unfold, lines }: Shape) {
  if (PICTURES_AND_PROGRAMS.some(magic => begins(head, magic))) throw new Problem('import.not-a-table', 400)
  const encoding = choices.encoding ?? findEncoding(head)
  if (!isKnown(encoding)) throw new Problem('import.encoding-unknown', 400, { encoding })
  const start = new TextDecoder(encoding).decode(head, { stream: true })
  if (!encoding.startsWith('utf-16') && isBinary(start)) throw new Problem('import.not-a-table', 400)
  const flow = decoded(all, encoding)
  if (lines) return lined(lines, start, whole, flow, encoding, limits)
  const format = choices.format ?? formatOf(start, limits)
  return format === 'csv'
    ? delimited(start, whole, flow, { ...choices, encoding }, limits)
    : json(format, start, whole, flow, encoding, limits, unfold)
}

/** Some control characters may be a slip of the pen; many are a picture or a program. */
function isBinary(start: string) {
  const sample = start.slice(0, 20_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  return (sample.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0) > sample.length / 20
}

function formatOf(start: string, limits: Limits): Format {
  const trimmed = start.trimStart()
  if (trimmed[0] === '{') return isPaged(trimmed, limits) ? 'json' : 'jsonl'
  return /^\[\s*(\{|\])/.test(trimmed) ? 'json' : 'csv'
}

/** Calls `read` for each piece of the text, and once more at its end. */
async function* pieces<T>(flow: AsyncIterable<string>, read: (text: string, last: boolean) => T[]): AsyncGenerator<T[]> {
  for await (const piece of flow) {
    const items = read(piece, false)
    if (items.length > 0) yield items
  }
  const items = read('', true)
  if (items.length > 0) yield items
}

function delimited(start: string, whole: boolean, flow: AsyncIterable<string>, choices: Choices, limits: Limits): Table {
  const delimiter = choices.delimiter ?? findDelimiter(start, limits)
  const first = new Cutter(delimiter, limits).cut(start, whole)
  const cutter = new Cutter(delimiter, limits)
  const named = header(first, choices.headerRow)
  return {
    format: 'csv',
    encoding: choices.encoding!,
    delimiter,
    ...named,
    sheets: [],
    rowsGuessed: whole ? first.filter(({ row }) => row > named.headerRow).length : null,
    batches: below(
      pieces(flow, (piece, last) => cutter.cut(piece, last)),
      named,
      limits,
    ),
    close: async () => void (await (flow as AsyncGenerator).return?.(undefined)),
  }
}

/** The names of the columns; a file without them has as many as its widest first row. */
function header(rows: readonly { row: number; cells: string[] }[], chosen: number | undefined) {
  const first = rows.slice(0, HEADER_ROWS)
  const width = Math.max(0, ...first.map(({ cells }) => cells.length))
  const found = chosen === undefined ? first[findHeader(first.map(({ cells }) => cells))] : first.find(({ row }) => row === chosen)
  return { headerRow: found?.row ?? 0, headers: columnNames(found?.cells ?? Array<string>(width).fill('')) }
}

type Named = { headerRow: number; headers: string[] }

async function* below(
  batches: AsyncIterable<{ row: number; cells: string[] }[]>,
  { headerRow, headers }: Named,
  limits: Limits,
): AsyncGenerator<Row[]> {
  let count = 0
  for await (const batch of batches) {
    const rows = batch.filter(({ row }) => row > headerRow)
    if ((count += rows.length) > limits.rows) throw new Problem('import.too-many-rows', 413, { limit: limits.rows })
    for (const row of rows) fill(row, headers.length)
    if (rows.length > 0) yield rows
  }
}

/** As many cells as columns. A cell too many that says something means that the row is shifted: then none of it can be trusted. */
function fill(row: Row, width: number) {
  if (row.cells.length > width && row.cells.splice(width).some(cell => cell.trim() !== '')) row.broken = 'row.too-many-cells'
  while (row.cells.length < width) row.cells.push('')
}

/** A log: each line is read by its importer. */
function lined(
  { columns, read }: NonNullable<Shape['lines']>,
  start: string,
  whole: boolean,
  flow: AsyncIterable<string>,
  encoding: string,
  limits: Limits,
): Table {
  const reader = new LineCutter(limits)
  const row = ({ row, text }: Item): Row => {
    const cells = read(text)
    return cells ? { row, cells: [...cells] } : { row, cells: [text.slice(0, 1000)], broken: 'row.not-understood' }
  }
  return {
    format: 'csv',
    encoding,
    delimiter: '',
    headerRow: 0,
    headers: [...columns],
    sheets: [],
    rowsGuessed: whole ? start.split('\n').filter(line => line.trim() !== '').length : null,
    batches: below(
      pieces(flow, (piece, last) => reader.cut(piece, last).map(row)),
      { headerRow: 0, headers: [...columns] },
      limits,
    ),
    close: async () => void (await (flow as AsyncGenerator).return?.(undefined)),
  }
}

async function spreadsheet(all: Bytes, choices: Choices, limits: Limits): Promise<Table> {
  const book = await openXlsx(all, limits)
  try {
    const sheet = choices.sheet ?? 0
    const first = await firstRows(book.rows(sheet))
    const named = header(first, choices.headerRow)
    const last = await book.rowCount(sheet)
    const rowsGuessed = last === null ? null : Math.max(0, last - named.headerRow)
    const batches = closing(below(book.rows(sheet), named, limits), book.close)
    return { format: 'xlsx', encoding: 'utf-8', delimiter: '', ...named, sheets: book.sheets, rowsGuessed, batches, close: book.close }
  } catch (failure) {
    await book.close()
    throw failure instanceof Problem ? failure : new Problem('import.damaged', 400)
  }
}

async function firstRows<T>(batches: AsyncGenerator<T[]>) {
  for await (const rows of batches) if (rows.length > 0) return rows
  return []
}

async function* closing<T>(batches: AsyncGenerator<T>, close: () => Promise<void>): AsyncGenerator<T> {
  try {
    yield* batches
  } catch (failure) {
    throw failure instanceof Problem ? failure : new Problem('import.damaged', 400)
  } finally {
    await close()
  }
}

function json(
  format: 'jsonl' | 'json' | 'xlsx',
  start: string,
  whole: boolean,
  flow: AsyncIterable<string>,
  encoding: string,
  limits: Limits,
  unfold?: Unfold,
): Table {
  const paged = format === 'json' && isPaged(start, limits)
  const cutter = () => (paged ? new PageCutter(limits) : format === 'json' ? new ArrayCutter(limits) : new LineCutter(limits))
  const cells = (text: string) => flat(text, unfold)
  const first = cutter().cut(start, whole)
  const keys = [...new Set(first.slice(0, 1000).flatMap(({ text }) => [...(cells(text)?.keys() ?? [])]))]
  if (keys.length > limits.columns) throw new Problem('import.too-many-columns', 400, { limit: limits.columns })
  if (keys.length === 0) throw new Problem('import.not-a-table', 400)
  const reader = cutter()
  return {
    format,
    encoding,
    delimiter: '',
    headerRow: 0,
    headers: columnNames(keys.map(visible)),
    sheets: [],
    rowsGuessed: whole ? first.length : null,
    batches: below(
      pieces(flow, (piece, last) => reader.cut(piece, last).map(item => objectRow(item, keys, cells))),
      { headerRow: 0, headers: keys },
      limits,
    ),
    close: async () => void (await (flow as AsyncGenerator).return?.(undefined)),
  }
}

function objectRow({ row, text }: Item, keys: readonly string[], cells: (text: string) => Map<string, string> | undefined): Row {
  const values = cells(text)
  return values ? { row, cells: keys.map(key => values.get(key) ?? '') } : { row, cells: [text.slice(0, 1000)], broken: 'row.not-json' }
}
