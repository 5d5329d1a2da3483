import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { fieldKinds, type ImportSettings } from '#kernel/importer.ts'
import { day, listOf, paging } from '#kernel/input.ts'

export const states = ['draft', 'checking', 'ready', 'running', 'cancelled', 'done', 'undoing', 'undone', 'failed'] as const

export const Choices = z.strictObject({
  format: z.enum(['csv', 'xlsx', 'jsonl', 'json']).optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1).optional(),
  headerRow: z.int().min(0).max(1000).optional(),
  sheet: z.int().min(0).max(1000).optional(),
})

const Field = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(fieldKinds),
  required: z.boolean(),
  unique: z.boolean(),
  many: z.boolean(),
  choices: z.array(z.string()),
})
const Importer = z.object({ id: z.string(), fields: z.array(Field), asks: z.array(z.string()) })

const Mapping = z.record(z.string().max(100), z.array(z.string().max(200)).max(20))
const Zone = z.string().max(60).refine(isZone, 'zone')

export const Settings = z.strictObject({
  source: z.string().trim().min(1).max(100),
  zone: Zone,
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).nullable(),
  missingDate: z.union([z.enum(['now', 'refuse']), day]) as unknown as z.ZodType<ImportSettings['missingDate']>,
  emptyMarkers: z.array(z.string().max(40)).max(20),
  scale: z.string().max(20).nullable(),
  cases: z.union([z.enum(['none', 'all']), z.int().min(1).max(3650)]),
  survey: z.uuid().nullable().optional(),
  pages: z.array(z.string().trim().startsWith('/').max(200)).max(50).optional(),
})

/** What the file was found to be, and what each of its columns holds. */
const Found = z.object({
  format: z.enum(['csv', 'xlsx', 'jsonl', 'json']),
  encoding: z.string(),
  encodings: z.array(z.string()),
  delimiter: z.string(),
  headerRow: z.int(),
  headers: z.array(z.string()),
  sheets: z.array(z.string()),
  rowsGuessed: z.int().nullable(),
  columns: z.array(
    z.object({
      filled: z.int(),
      examples: z.array(z.string()),
      /** Each number with how often it occurs, if they are few: two scales in one column show here. */
      numbers: z.array(z.tuple([z.number(), z.int()])),
      dayFirst: z.int(),
      monthFirst: z.int(),
    }),
  ),
})

export const Import = z.object({
  id: z.uuid(),
  importer: z.string(),
  state: z.enum(states),
  fileName: z.string(),
  fileBytes: z.int(),
  rowsGuessed: z.int().nullable(),
  read: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  removed: z.int(),
  kept: z.int(),
  opened: z.int(),
  /** Of so many colleagues and channels hear: they were said within a day before they came. */
  told: z.int(),
  problem: z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  stopAsked: z.boolean(),
  by: z.string().nullable(),
  createdAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
})
export type Import = z.output<typeof Import>

export const ImportDetail = Import.extend({
  choices: Choices,
  found: Found,
  mapping: Mapping,
  settings: Settings,
  keptList: z.array(z.object({ id: z.string(), what: z.string(), label: z.string() })),
})
export type ImportDetail = z.output<typeof ImportDetail>

const Refusal = z.object({ row: z.int(), field: z.string(), value: z.string(), reason: z.string() })
const byId = z.strictObject({ id: z.uuid() })

export const listImporters = endpoint('GET /importers', {
  summary: 'What can be brought in, with the fields of each',
  may: 'imports.run',
  input: z.strictObject({}),
  output: z.array(Importer),
})

export const listImports = endpoint('GET /imports', {
  summary: 'Imports, the newest first',
  may: 'imports.run',
  input: z.strictObject({ ...paging }),
  output: listOf(Import),
})

export const addImport = endpoint('POST /imports', {
  summary:
    'Begin an import: the body is the file (CSV, TSV, XLSX, JSON lines or array, each also gzipped), sent as application/octet-stream',
  may: 'imports.run',
  input: z.strictObject({ importer: z.string().max(40), name: z.string().max(400).default('pasted.txt') }),
  output: ImportDetail,
})

export const getImport = endpoint('GET /imports/:id', {
  summary: 'One import: what the file holds, how it is mapped, how far it is',
  may: 'imports.run',
  input: byId,
  output: ImportDetail,
})

export const changeImport = endpoint('PUT /imports/:id', {
  summary: 'Change how the file is read, mapped and understood; a change of reading guesses the columns anew',
  may: 'imports.run',
  input: z.strictObject({
    id: z.uuid(),
    importer: z.string().max(40).optional(),
    choices: Choices.optional(),
    mapping: Mapping.optional(),
    settings: Settings.partial().optional(),
  }),
  output: ImportDetail,
})

export const listHomes = endpoint('GET /imports/:id/homes', {
  summary: 'What the rows of a draft may be added to, where its importer asks that',
  may: 'imports.run',
  input: byId,
  output: z.object({ items: z.array(z.object({ id: z.uuid(), label: z.string() })) }),
})

export const previewImport = endpoint('GET /imports/:id/preview', {
  summary: 'The first fifty rows as what they will become, with what is wrong in them',
  may: 'imports.run',
  input: byId,
  output: z.object({
    rows: z.array(
      z.object({
        row: z.int(),
        cells: z.array(z.string()),
        values: z.record(z.string(), z.string()),
        refused: z.array(z.object({ field: z.string(), value: z.string(), reason: z.string() })),
      }),
    ),
  }),
})

export const checkImport = endpoint('POST /imports/:id/check', {
  summary: 'Dry run: reads every row and counts, stores nothing but what would be refused',
  may: 'imports.run',
  input: byId,
  output: ImportDetail,
})

export const runImport = endpoint('POST /imports/:id/run', {
  summary: 'Bring the rows in',
  may: 'imports.run',
  input: byId,
  output: ImportDetail,
})

export const cancelImport = endpoint('POST /imports/:id/cancel', {
  summary: 'Stop: a check ends, a running import takes back what it has brought in',
  may: 'imports.run',
  input: byId,
  output: ImportDetail,
})

export const undoImport = endpoint('POST /imports/:id/undo', {
  summary: 'Take back what it brought in and nobody has worked on; the rest stays and is listed',
  may: 'imports.run',
  input: byId,
  output: ImportDetail,
})

export const discardImport = endpoint('DELETE /imports/:id', {
  summary: 'Discard a draft and its file',
  may: 'imports.run',
  input: byId,
  output: z.null(),
})

export const listRefused = endpoint('GET /imports/:id/refused', {
  summary: 'Refused rows, in the order of the file',
  may: 'imports.run',
  input: z.strictObject({ id: z.uuid(), ...paging }),
  output: listOf(Refusal),
})

export const downloadRefused = endpoint('GET /imports/:id/refused.csv', {
  summary: 'Refused rows as a file: row, field, value, reason',
  may: 'imports.run',
  input: byId,
  output: z.null(),
})

const ids = z.object({ importId: z.uuid() })
const lists = ['/imports']
export const importDrafted = event('import.drafted', z.object({ importId: z.uuid(), importer: z.string() }), lists)
export const importChecked = event('import.check-asked', ids, lists)
export const importStarted = event('import.started', z.object({ importId: z.uuid(), importer: z.string() }), lists)
export const importMoved = event('import.moved', z.object({ importId: z.uuid(), read: z.int() }), lists)
export const importStopAsked = event('import.stop-asked', ids, lists)
export const importUndoAsked = event('import.undo-asked', ids, lists)
export const importEnded = event(
  'import.ended',
  z.object({ importId: z.uuid(), importer: z.string(), state: z.enum(states), added: z.int(), changed: z.int(), refused: z.int() }),
  lists,
)

function isZone(zone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
