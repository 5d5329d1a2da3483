import type { Reading, Writing } from './slice.ts'

/** How a cell is read before the importer sees it: an `instant` is a Date by then, a `number` and a `score` a number, a `choice` one of its keys. */
export const fieldKinds = ['text', 'instant', 'number', 'score', 'language', 'email', 'phone', 'choice'] as const
export type FieldKind = (typeof fieldKinds)[number]

export type ImportField = {
  key: string
  /** Message key. */
  label: string
  kind: FieldKind
  required?: boolean
  /** The row's own id at its source: the same id again is the same row. */
  unique?: boolean
  /** Several columns may become one field; their texts are joined by a line break. */
  many?: boolean
  /** For a `choice`: each key with the words that mean it. */
  choices?: Readonly<Record<string, readonly string[]>>
  /** Names that columns have in the wild, in English, Thai, Lao, Khmer and French; the likeliest first. */
  guesses: readonly string[]
}

/** What a file cannot say about itself. Which of them are asked is the importer's; the others keep their usual value. */
export type ImportSettings = {
  /** Where the rows come from. A row's identity belongs to its source. */
  source: string
  /** Of times that carry no offset. */
  zone: string
  /** Decides 3/4/2026; null refuses such days as ambiguous. */
  dateOrder: 'dmy' | 'mdy' | 'ymd' | null
  /** What a row without a time counts as: said now (and marked), refused, or said on this day. */
  missingDate: 'now' | 'refuse' | `${number}-${number}-${number}`
  /** Cells that mean "nothing here", compared without case. */
  emptyMarkers: readonly string[]
  /** Id of the scale that scores are on; null takes them without a scale. */
  scale: string | null
  /** Whether unhappy rows open cases: none, those said in the last so many days, all. */
  cases: 'none' | 'all' | number
  /** The survey that responses are added to; without one, a survey is made for what is brought in. */
  survey?: string | null | undefined
  /** Which paths of a site are articles: `/help/*`; none means all but its first page. */
  pages?: readonly string[] | undefined
}
export type Asked = Exclude<keyof ImportSettings, 'dateOrder'>

/** The cells of one row by field, already read by kind; a field without a column or with an empty cell is absent. */
export type Values = Readonly<Record<string, string | number | Date | undefined>>

/** Why a cell was refused: `reason` is the code of a message `field.<code>`. */
export type CellRefusal = { field: string; value: string; reason: string }
export type RowRefusal = CellRefusal & { row: number }

/** A row on its way in. `key` is what makes it itself within its source: the same 20 bytes are the same row. */
export type Incoming<Row> = { number: number; key: Uint8Array; row: Row }
export type About = { importId: string; settings: ImportSettings }
export type Saved = { added: number; changed: number; unchanged: number; refused: RowRefusal[] }
/** What an undo could not take back, because someone has worked on it since. */
export type Kept = { id: string; what: string; label: string }

export type Importer<Row = unknown> = {
  id: string
  /** Permission that its rows need, besides that to import at all. */
  may: `${string}.${string}`
  fields: readonly ImportField[]
  asks: readonly Asked[]
  /** Pure: what a row will be, or why not. It is what the preview shows and the import does. */
  become: (values: Values, settings: ImportSettings, rest: Readonly<Record<string, string>>) => { row: Row } | { refused: CellRefusal[] }
  /** The scale that its scores are usually on: taken unless the file's numbers say otherwise. */
  usualScale?: string
  /** Columns that become no field come along as `rest`, instead of being left out. */
  keepsRest?: boolean
  /** How an item of a JSON file becomes columns, where its service nests what belongs apart. Every item gives the same columns. */
  unfold?: (item: Record<string, unknown>) => Record<string, string>
  /** A file of lines that is no table, such as a log: its columns, and a line as their cells; null for a line that is not understood. */
  lines?: { columns: readonly string[]; read: (line: string) => readonly string[] | null }
  /** What the rows may be added to instead of something new: the setting `survey`. */
  homes?: (ctx: Reading) => Promise<{ id: string; label: string }[]>
  /** Stores a batch in one transaction. A row that is there already is unchanged; every row added carries the import's id. */
  save: (ctx: Writing, rows: readonly Incoming<Row>[], about: About) => Promise<Saved>
  /** Once, in a transaction of its own, when all rows are in: one event for all of them is announced here. */
  finish?: (ctx: Writing, about: About, counts: Omit<Saved, 'refused'>) => Promise<unknown>
  /** Takes back what the import added and nobody has worked on, so that the same file can come again. Called until it removes nothing more. */
  undo?: (ctx: Writing, importId: string) => Promise<{ removed: number; kept: Kept[] }>
}

/** A file `importers/<id>.ts` default-exports one; nothing else needs to know of it. */
export const importer = <Row>(definition: Importer<Row>): Importer => definition as unknown as Importer
