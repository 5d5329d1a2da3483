import type { Words } from '#core/surveys/definition.ts'
import { pageKeysFor } from '#core/surveys/page-words.ts'
import { wordKeysOf } from '#core/surveys/words.ts'
import { type Draft, setWords } from './edits.ts'
import { tagOf } from './tags.ts'

/** A spreadsheet would run a cell that begins like this; one that was quoted by hand is quoted once more, and comes back as it was. */
const formula = /^'*[=+\-@\t\r]/
const cell = (text: string) => {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
const plain = (text: string) => (text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text)

/** One row a text, one column a language: `key,en,lo`. */
export function wordsAsCsv({ definition, words }: Draft, languages: readonly string[]): string {
  const around = languages.flatMap(pageKeysFor)
  const keys = [...wordKeysOf(definition).map(({ key }) => key), ...new Set(around)]
  const rows = [['key', ...languages], ...keys.map(key => [key, ...languages.map(language => words[language]?.[key] ?? '')])]
  return `${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** CSV or what is copied from a spreadsheet: quoted cells may hold commas and lines. */
export function cellsOf(text: string): string[][] {
  const separator = text.slice(0, text.search(/[\r\n]|$/)).includes('\t') ? '\t' : ','
  const rows: string[][] = [[]]
  let [word, quoted] = ['', false]
  const put = () => {
    rows.at(-1)!.push(word)
    word = ''
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quoted && char === '"' && text[at + 1] === '"') word += text[++at]
    else if (char === '"' && (quoted || word === '')) quoted = !quoted
    else if (!quoted && char === separator) put()
    else if (!quoted && (char === '\n' || char === '\r')) {
      if (char === '\r' && text[at + 1] === '\n') at++
      put()
      rows.push([])
    } else word += char
  }
  put()
  return rows.filter(row => row.some(one => one.trim() !== ''))
}

export type Read = { words: Words; texts: number; unknown: string[] }

/** What a table holds of this survey's words; null where it is no such table. Empty cells change nothing. */
export function wordsFrom(text: string, { definition }: Draft): Read | null {
  const [head = [], ...rows] = cellsOf(text.replace(/^\ufeff/, ''))
  const languages = head.slice(1).map(one => tagOf(one))
  if (head[0]?.trim() !== 'key' || languages.length === 0 || languages.includes(null)) return null
  const known = new Set([...wordKeysOf(definition).map(({ key }) => key), ...languages.flatMap(one => pageKeysFor(one!))])
  const words: Words = Object.fromEntries(languages.map(language => [language, {}]))
  const unknown: string[] = []
  let texts = 0
  for (const [key = '', ...said] of rows) {
    if (!known.has(key.trim())) unknown.push(key.trim())
    else
      for (const [at, one] of said.entries()) {
        const language = languages[at]
        if (!language || one.trim() === '') continue
        words[language]![key.trim()] = plain(one).normalize('NFC').slice(0, 5_000)
        texts++
      }
  }
  return { words, texts, unknown }
}

/** Languages that are new come with their words. */
export function withWords(draft: Draft, words: Words): Draft {
  const fresh = Object.fromEntries(Object.keys(words).map(language => [language, draft.words[language] ?? {}]))
  return setWords({ ...draft, words: { ...draft.words, ...fresh } }, words)
}
