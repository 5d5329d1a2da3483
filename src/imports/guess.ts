import type { ImportField } from '#kernel/importer.ts'

/** Field key → the columns it is made of. */
export type Mapping = Record<string, string[]>

const NAME = 100
const PART = 40

/** Which columns become which fields: by name in any of the languages, then by what is in them. Each column goes to one field. */
export function guess(headers: readonly string[], sample: readonly (readonly string[])[], fields: readonly ImportField[]): Mapping {
  const mapping: Mapping = {}
  const taken = new Set<string>()
  for (const { field, header } of ranked(headers, sample, fields)) {
    if (taken.has(header) || mapping[field.key]) continue
    mapping[field.key] = [header]
    taken.add(header)
  }
  return mapping
}

function ranked(headers: readonly string[], sample: readonly (readonly string[])[], fields: readonly ImportField[]) {
  const pairs = headers.flatMap((header, at) => {
    const cells = sample.map(row => row[at]?.trim() ?? '').filter(cell => cell !== '' && !/^(na|n\/a|null|none|-)$/i.test(cell))
    return fields.map((field, order) => ({ field, header, order, likely: likeness(header, cells, field) }))
  })
  return pairs.filter(({ likely }) => likely > 0).sort((a, b) => b.likely - a.likely || a.order - b.order)
}

function likeness(header: string, cells: readonly string[], field: ImportField) {
  const name = byName(plain(header), field)
  const share = shareOf(cells, field)
  if (share === 0 && cells.length > 0) return 0
  if (name > 0) return name + share * 10
  return byContent(cells, field, share)
}

/** A name that is one of the guesses; else one with a guess as a whole word in it. Earlier guesses are likelier. */
function byName(name: string, { guesses }: ImportField) {
  const exact = guesses.findIndex(guess => plain(guess) === name)
  if (exact >= 0) return NAME - Math.min(exact, 30)
  const within = guesses.findIndex(guess => plain(guess).length > 2 && ` ${name} `.includes(` ${plain(guess)} `))
  return within < 0 ? 0 : PART - Math.min(within, 20)
}

const plain = (name: string) =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

const SHAPES: Partial<Record<ImportField['kind'], RegExp>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone: /^[+(]?[\d\s().-]{7,20}$/,
  score: /^-?\d{1,3}([.,]\d+)?$/,
  number: /^[-+]?[\d\s.,]+%?$/,
  instant: /\d/,
}

/** How many of the cells could be of this kind; a column of which hardly any could is not it, whatever it is called. */
function shareOf(cells: readonly string[], { kind }: ImportField) {
  const shape = SHAPES[kind]
  if (!shape || cells.length === 0) return cells.length === 0 ? 0.5 : 1
  const share = cells.filter(cell => shape.test(cell)).length / cells.length
  return share < 0.5 ? 0 : share
}

/** Without a telling name only what cannot be mistaken is guessed: addresses, and the one column of sentences. */
function byContent(cells: readonly string[], field: ImportField, share: number) {
  if (field.kind === 'email') return share > 0.8 && cells.length > 0 ? 20 : 0
  if (field.kind !== 'text' || (!field.required && !field.many)) return 0
  const long = cells.filter(cell => cell.length > 25).length
  return long > cells.length / 2 && long > 0 ? 5 + Math.min(10, averageLength(cells) / 50) : 0
}

const averageLength = (cells: readonly string[]) => cells.reduce((sum, { length }) => sum + length, 0) / cells.length
