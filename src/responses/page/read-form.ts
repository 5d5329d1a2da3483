import { type Answers, OTHER, type Question } from '#core/surveys/definition.ts'
import { store } from '#core/text/normalise.ts'
import { fieldName } from './parts.ts'

/** What a form says to these questions: an empty field is an answer taken back (undefined). Files are read elsewhere. */
export function readForm(form: FormData, questions: readonly Question[]): Record<string, Answers[string] | undefined> {
  return Object.fromEntries(
    questions.filter(({ kind }) => kind !== 'file' && kind !== 'statement').map(question => [question.key, read(form, question)]),
  )
}

function read(form: FormData, question: Question): Answers[string] | undefined {
  const { key } = question
  const all = textsOf(form, fieldName(key))
  const [one = ''] = all
  switch (question.kind) {
    case 'score':
      return one === '' ? undefined : Number(one)
    case 'choice':
      return withOwn(form, key, one) || undefined
    case 'choices':
      return orNone(all.map(value => withOwn(form, key, value)).filter(Boolean))
    case 'matrix':
      return cells(form, key, question.rows)
    case 'ranking':
      return places(form, key, question.choices)
    case 'consent':
      return one === 'yes' ? true : undefined
    default:
      return one.trim() === '' ? undefined : one.trim()
  }
}

/** Text as it is kept: NFC, lines ending as everywhere else, without what a database cannot hold. */
const textsOf = (form: FormData, name: string): string[] =>
  form.getAll(name).flatMap(value => (typeof value === 'string' ? [store(value.replace(/\r\n?/g, '\n').replaceAll('\0', ''))] : []))

/** "Something else" counts with its words; without them it is no answer yet. */
function withOwn(form: FormData, key: string, value: string): string {
  if (value !== OTHER) return value
  const words = (textsOf(form, `o.${key}`)[0] ?? '').trim()
  return words === '' ? '' : `${OTHER}${words}`
}

const orNone = (list: string[]) => (list.length === 0 ? undefined : list)

function cells(form: FormData, key: string, rows: readonly string[]): Record<string, string> | undefined {
  const given = rows.flatMap(row => textsOf(form, fieldName(key, row)).map(column => [row, column] as const))
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

/** By their places. Two on one place are both given, so that the check refuses them: nobody may guess which was meant. */
function places(form: FormData, key: string, choices: readonly string[]): string[] | undefined {
  const given = choices.flatMap(choice => {
    const place = Number(textsOf(form, fieldName(key, choice))[0] || 0)
    return place > 0 ? [{ choice, place }] : []
  })
  const twice = new Set(given.map(({ place }) => place)).size < given.length
  const sorted = given.sort((a, b) => a.place - b.place).map(({ choice }) => choice)
  return orNone(twice ? [...sorted, sorted[0]!] : sorted)
}
