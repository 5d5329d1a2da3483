import { announceImported } from '#inbox/index.ts'
import { type Asked, type ImportField, importer } from '#kernel/importer.ts'
import { type Brought, become } from './become.ts'
import { columnsOf, type Item, type Json } from './item.ts'
import { save } from './save.ts'
import { surveysToJoin } from './surveys.ts'
import { undo } from './undo.ts'

const field = (key: string, kind: ImportField['kind'], guesses: string[], more: Partial<ImportField> = {}): ImportField => ({
  key,
  label: `imports.brought.${key}`,
  kind,
  guesses: [key, ...guesses],
  ...more,
})

const fields = (own: Readonly<Record<string, string[]>>, asksScale: boolean): ImportField[] => {
  const of = (key: string, kind: ImportField['kind'], usual: string[] = [], more: Partial<ImportField> = {}) =>
    field(key, kind, [...(own[key] ?? []), ...usual], more)
  return [
    of('id', 'text', ['response id'], { unique: true }),
    of('at', 'instant', ['submitted at', 'created at', 'date']),
    of('score', asksScale ? 'score' : 'number', ['rating']),
    of('scale', 'text'),
    of('comment', 'text', [], { many: true }),
    of('name', 'text'),
    of('email', 'email', ['email address']),
    of('phone', 'phone', ['phone number']),
    of('person', 'text'),
    of('language', 'language', ['locale']),
    of('channel', 'text'),
    of('survey', 'text', ['survey id']),
    of('surveyName', 'text', ['survey name']),
    of('answers', 'text'),
    of('rest', 'text'),
  ]
}

type Service = {
  /** As the file `importers/<id>.ts` is called. */
  id: string
  /** How one item of its JSON is read. */
  read: (item: Json) => Item
  /** Names of columns in its CSV files, by field. */
  columns?: Readonly<Record<string, string[]>>
  /** Whether a file leaves open on which scale its scores are. */
  asksScale: boolean
  /** What it is most often, where the file leaves it open. */
  usualScale?: string
}

/** An importer of another service's survey responses: what is its own is how an item is read. */
export function serviceImporter({ id, read, columns = {}, asksScale, usualScale }: Service) {
  const asks: Asked[] = ['survey', 'cases', 'missingDate', 'zone', 'source', ...(asksScale ? (['scale'] as const) : [])]
  return importer<Brought>({
    id,
    may: 'responses.bring',
    asks,
    fields: fields(columns, asksScale),
    ...(usualScale && { usualScale }),
    keepsRest: true,
    unfold: item => columnsOf(read(item)),
    homes: surveysToJoin,
    become,
    save,
    finish: (ctx, { importId, settings }, { added }) => announceImported(ctx, { importId, cases: settings.cases, count: added }),
    undo,
  })
}
