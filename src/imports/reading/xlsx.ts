import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from '#kernel/problem.ts'
import type { Bytes } from './bytes.ts'
import { decoded } from './encoding.ts'
import type { Limits } from './limits.ts'
import { attribute, type Part, parts } from './xml.ts'
import { type Entry, openZip, type Zip } from './zip.ts'

const MOST_ROWS = 100_000_000

type SheetRow = { row: number; cells: string[] }
type Workbook = { texts: string[]; dateStyles: Set<number>; from1904: boolean }
export type Xlsx = {
  sheets: string[]
  rowCount: (sheet: number) => Promise<number | null>
  rows: (sheet: number) => AsyncGenerator<SheetRow[]>
  close: () => Promise<void>
}

/**
 * An XLSX file needs its end to be read, so it is laid in a temporary file first. Its sheet then flows through a reader of our own: hucre keeps
 * a whole sheet in a queue when its reader is slower than its parser, and falls back to memory for files in the order that Excel writes.
 */
export async function openXlsx(bytes: Bytes, limits: Limits): Promise<Xlsx> {
  const folder = await mkdtemp(join(tmpdir(), 'sabai-xlsx-'))
  let zip: Zip | undefined
  const close = async () => {
    await zip?.close()
    zip = undefined
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const path = join(folder, 'file')
    await pipeline(bytes, createWriteStream(path, { mode: 0o600 }))
    zip = await openZip(path, limits)
    return await workbook(zip, limits, close)
  } catch (failure) {
    await close()
    throw failure instanceof Problem ? failure : new Problem('import.damaged', 400)
  }
}

async function workbook(zip: Zip, limits: Limits, close: () => Promise<void>): Promise<Xlsx> {
  const book = await whole(zip, 'xl/workbook.xml', limits)
  const targets = await relations(zip, limits)
  const sheets = [...book.matchAll(/<(?:\w+:)?sheet\s([^<>]*)>/g)].map(([, text = '']) => ({
    name: attribute(text, 'name') ?? '',
    entry: zip.entries.get(targets.get(attribute(text, 'r:id') ?? '') ?? ''),
  }))
  if (!sheets.some(({ entry }) => entry)) throw new Problem('import.no-sheet', 400)
  const styles = zip.entries.has('xl/styles.xml') ? await whole(zip, 'xl/styles.xml', limits) : ''
  const texts = await sharedTexts(zip, limits)
  const from1904 = /date1904="(1|true)"/.test(book)
  const context = { texts, dateStyles: dateStyles(styles), from1904 }
  const entryOf = (sheet: number) => sheets[sheet]?.entry ?? sheets.find(({ entry }) => entry)!.entry!
  return {
    sheets: sheets.map(({ name }) => name),
    rowCount: sheet => lastRow(zip, entryOf(sheet)),
    rows: sheet => sheetRows(zip, entryOf(sheet), context, limits),
    close,
  }
}

async function whole(zip: Zip, name: string, limits: Limits) {
  const entry = zip.entries.get(name)
  if (!entry) throw new Problem('import.damaged', 400)
  if (entry.uncompressedSize > limits.sharedTextBytes) throw tooLarge(limits)
  let text = ''
  for await (const piece of decoded(zip.read(entry), 'utf-8')) text += piece
  return text
}

const tooLarge = (limits: Limits) => new Problem('import.too-large', 413, { megabytes: Math.round(limits.sharedTextBytes / 1_000_000) })

async function relations(zip: Zip, limits: Limits) {
  const xml = await whole(zip, 'xl/_rels/workbook.xml.rels', limits)
  const entries = [...xml.matchAll(/<(?:\w+:)?Relationship\s([^<>]*)>/g)].map(([, text = '']) => {
    const target = attribute(text, 'Target') ?? ''
    return [attribute(text, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`] as const
  })
  return new Map(entries)
}

/** The texts of a workbook, each kept once in it. Phonetic readings (`rPh`) are not part of the text. */
async function sharedTexts(zip: Zip, limits: Limits) {
  const entry = zip.entries.get('xl/sharedStrings.xml')
  if (!entry) return []
  if (entry.uncompressedSize > limits.sharedTextBytes) throw tooLarge(limits)
  const reader = new TextReader()
  for await (const some of parts(decoded(zip.read(entry), 'utf-8'), limits)) for (const part of some) reader.take(part)
  return reader.texts
}

class TextReader {
  readonly texts: string[] = []
  #current = ''
  #inText = false
  #inReading = false

  take({ tag, closes, empty, text }: Part) {
    if (tag === 't') this.#inText = !closes && !empty
    else if (tag === 'rPh') this.#inReading = !closes && !empty
    else if (tag === 'si' && !closes) this.#current = ''
    if (text && this.#inText && !this.#inReading) this.#current += text
    if (tag === 'si' && (closes || empty)) this.texts.push(this.#current)
  }
}

/** Which cell styles show a date: built-in numbers 14–22 and 45–47, and own formats with a day, month, year or hour in them. */
function dateStyles(xml: string) {
  const own = new Map(
    [...xml.matchAll(/<(?:\w+:)?numFmt\s([^<>]*)>/g)].map(([, text = '']) => [
      Number(attribute(text, 'numFmtId')),
      showsDate(attribute(text, 'formatCode') ?? ''),
    ]),
  )
  const isDate = (id: number) => own.get(id) ?? ((id >= 14 && id <= 22) || (id >= 45 && id <= 47))
  const used = [...cellFormats(xml).matchAll(/<(?:\w+:)?xf\s([^<>]*)>/g)].map(([, text = '']) => Number(attribute(text, 'numFmtId')))
  return new Set(used.flatMap((id, at) => (isDate(id) ? [at] : [])))
}

function showsDate(formatCode: string) {
  const code = formatCode.replaceAll(/"[^"]*"|\[[^[\]]*\]|\\./g, '')
  return /[dmyhs]/i.test(code) && !/[#?]|general/i.test(code)
}

/** What stands between the first `cellXfs` and its end. Looked for one after the other: a pattern over both begins anew at every `cellXfs`. */
function cellFormats(xml: string) {
  const begin = /<(?:\w+:)?cellXfs[^<>]*>/.exec(xml)
  const rest = begin ? xml.slice(begin.index + begin[0].length) : ''
  const end = rest.search(/<\/(?:\w+:)?cellXfs>/)
  return end < 0 ? '' : rest.slice(0, end)
}

/** The sheet says at its beginning how far it goes; not every program writes it. */
async function lastRow(zip: Zip, entry: Entry) {
  for await (const piece of decoded(zip.read(entry), 'utf-8')) {
    const found = /<(?:\w+:)?dimension\s+ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(piece)
    return found ? Number(found[1]) : null
  }
  return null
}

async function* sheetRows(zip: Zip, entry: Entry, book: Workbook, limits: Limits): AsyncGenerator<SheetRow[]> {
  const reader = new SheetReader(book, limits)
  for await (const some of parts(decoded(zip.read(entry), 'utf-8'), limits)) {
    for (const part of some) reader.take(part)
    yield reader.taken()
  }
}

class SheetReader {
  #rows: SheetRow[] = []
  #row = 0
  #cells: string[] = []
  #column = 0
  #type = ''
  #style = -1
  #value = ''
  #inValue = false
  #size = 0
  readonly #book: Workbook
  readonly #limits: Limits
  constructor(book: Workbook, limits: Limits) {
    this.#book = book
    this.#limits = limits
  }

  taken() {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  take({ tag, closes, empty, attributes, text }: Part) {
    if (tag === 'row' && !closes) this.#beginRow(attributes)
    else if (tag === 'c' && !closes) this.#beginCell(attributes)
    else if (tag === 'v' || tag === 't') this.#inValue = !closes && !empty
    if (text && this.#inValue) this.#value += text
    if (tag === 'c' && (closes || empty)) this.#endCell()
    if (tag === 'row' && (closes || empty) && this.#cells.some(cell => cell !== '')) this.#rows.push({ row: this.#row, cells: this.#cells })
  }

  #beginRow(attributes: string) {
    const says = Number(attribute(attributes, 'r') ?? Number.NaN)
    // Rows go down and are no more than a spreadsheet has; one that says otherwise is the next.
    this.#row = Number.isInteger(says) && says > this.#row && says <= MOST_ROWS ? says : this.#row + 1
    this.#cells = []
    this.#column = this.#size = 0
  }

  #beginCell(attributes: string) {
    this.#column = columnOf(attribute(attributes, 'r')) ?? this.#column
    if (this.#column >= this.#limits.columns) throw new Problem('import.too-many-columns', 400, { limit: this.#limits.columns })
    this.#type = attribute(attributes, 't') ?? 'n'
    this.#style = Number(attribute(attributes, 's') ?? -1)
    this.#value = ''
  }

  #endCell() {
    while (this.#cells.length < this.#column) this.#cells.push('')
    const text = cellText(this.#value, this.#type, this.#style, this.#book)
    this.#cells[this.#column++] = text
    if ((this.#size += text.length) > this.#limits.rowCharacters) throw new Problem('import.row-too-long', 400, { row: this.#row })
  }
}

/** `AB12` is the 28th column, here 27. */
function columnOf(reference: string | undefined) {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0]
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : undefined
}

function cellText(value: string, type: string, style: number, book: Workbook) {
  if (type === 's') return book.texts[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type !== 'n' || value === '') return value
  return book.dateStyles.has(style) ? dateText(Number(value), book.from1904) : plainNumber(value)
}

/** Excel writes 0.1 as 0.10000000000000001; what is shown has at most 15 digits. */
const plainNumber = (value: string) => (/^-?\d+$/.test(value) ? value : String(Number(Number(value).toPrecision(15))))

/** Days since 30 December 1899 (Excel believes that 1900 had a 29 February), or since 1904. A time alone has no day. */
function dateText(days: number, from1904: boolean) {
  if (!Number.isFinite(days) || Math.abs(days) > 3_000_000) return ''
  const origin = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const iso = new Date(origin + Math.round(days * 86_400) * 1000).toISOString()
  if (days < 1 && days > 0) return iso.slice(11, 19)
  return days % 1 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
