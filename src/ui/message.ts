import { type Formatters, IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '#kernel/words.ts'

export type Values = Record<string, string | number | Date>

/** Digits 0–9 and 1,234.5 in every language; Gregorian years. ICU alone would write 1.234,5 in Lao and 2569 in Thai. */
export const localeOf = (language: Language) => `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`
const numbers = 'en-u-nu-latn'

const formatters: Formatters = {
  getNumberFormat: (_, options) => new Intl.NumberFormat(numbers, options),
  getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  getPluralRules: (...args) => new Intl.PluralRules(...args),
}

const parsed = new Map<string, IntlMessageFormat>()

/** One ICU message of one language, parsed once. */
export function messageFormat(language: Language, text: string): IntlMessageFormat {
  const key = `${language}:${text}`
  const known = parsed.get(key) ?? new IntlMessageFormat(text, localeOf(language), undefined, { formatters })
  parsed.set(key, known)
  return known
}

const plain = /[{}<']/

/** A message with its placeholders filled; most have none and need no parser. */
export function fill(language: Language, text: string, values?: Values): string {
  if (!values && !plain.test(text)) return text
  return String(messageFormat(language, text).format(values))
}
