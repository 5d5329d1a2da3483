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

/** As written in a catalog, or as the build has parsed it already. */
export type Message = string | ReturnType<IntlMessageFormat['getAst']>

const parsed: Partial<Record<Language, Map<Message, IntlMessageFormat>>> = {}

/** One ICU message of one language, made once. */
export function messageFormat(language: Language, message: Message): IntlMessageFormat {
  const mine = (parsed[language] ??= new Map())
  const known = mine.get(message) ?? new IntlMessageFormat(message, localeOf(language), undefined, { formatters })
  mine.set(message, known)
  return known
}

const isPlain = (message: Message): message is string => typeof message === 'string' && !/[{}<']/.test(message)

/** A message with its placeholders filled; most have none. */
export const fill = (language: Language, message: Message, values?: Values): string =>
  isPlain(message) ? message : String(messageFormat(language, message).format(values))
