import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Facts, Problem } from './problem.ts'
import type { Language } from './words.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
const catalogs = new Map<Language, Map<string, string>>()
const formats = new Map<string, IntlMessageFormat>()

/** Latin digits and the Gregorian calendar in every language, as on the screen. */
const locales: Record<Language, string> = {
  en: 'en',
  th: 'th-u-ca-gregory-nu-latn',
  lo: 'lo-u-ca-gregory-nu-latn',
  km: 'km-u-ca-gregory-nu-latn',
}

/** All slices' messages of one language as `slice.key`, read once. */
function catalog(language: Language): Map<string, string> {
  const known = catalogs.get(language)
  if (known) return known
  const all = new Map<string, string>()
  for (const file of globSync(`*/messages/${language}.json`, { cwd: source })) {
    const slice = file.split(/[\\/]/)[0]!
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(`${source}${file}`, 'utf8')) as Record<string, string>)) {
      all.set(`${slice}.${key}`, text)
      // A problem's code says what it is; which slice it came from is of no interest to the reader.
      if (key.startsWith('problem.') || key.startsWith('field.')) all.set(key, text)
    }
  }
  catalogs.set(language, all)
  return all
}

/** A message for mails, the command line and exports: `say('lo', 'inbox.late-subject', { number: 7 })`. English, then the key, where one is missing. */
export function say(language: Language, key: string, facts: Record<string, string | number | Date> = {}): string {
  const text = catalog(language).get(key) ?? catalog('en').get(key)
  if (text === undefined) return key
  const name = `${language} ${key}`
  const format = formats.get(name) ?? new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true })
  formats.set(name, format)
  return format.format(facts) as string
}

/** A refusal in words, its fields after it. */
export const sayProblem = (language: Language, { code, facts, fields }: Problem): string =>
  [
    say(language, `problem.${code}`, facts),
    ...fields.map(({ field, code, facts }) => `${field}: ${say(language, `field.${code}`, facts as Facts)}`),
  ].join('\n')
