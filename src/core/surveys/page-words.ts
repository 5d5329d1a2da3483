/**
 * What stands around a survey's own words: buttons, what is wrong, the foot of its mail. We say it in four languages; for any other the survey may bring
 * it, as `page.<key>`, and English is shown where it does not. Each with the names that may stand in braces.
 */
export const pageWords: Readonly<Record<string, readonly string[]>> = {
  next: [],
  send: [],
  back: [],
  optional: [],
  of: ['n', 'most'],
  other: [],
  'other-words': [],
  ranking: [],
  agree: [],
  file: ['n'],
  'file-kept': ['n'],
  'look-again': ['n'],
  'wrong-required': [],
  'wrong-choose': [],
  'wrong-too-long': ['n'],
  'wrong-too-many': ['n'],
  'wrong-file-type': [],
  'wrong-file-too-large': ['n'],
  offline: [],
  busy: [],
  chosen: [],
  thanks: [],
  answered: [],
  again: [],
  progress: [],
  languages: [],
  'leave-empty': [],
  close: [],
  'mail-answer': [],
  'mail-in-browser': [],
  'mail-why': ['company'],
  'mail-unsubscribe': [],
}

const ours = ['en', 'th', 'lo', 'km']

/** Whether we have the words around the questions in it. */
export const isOurs = (language: string): boolean => ours.includes(language.split('-')[0]!)

const rightToLeft = /^(ar|fa|he|ur|ps|ckb|yi|dv|sd|ug)\b/
export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.test(language) ? 'rtl' : 'ltr')

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Keys of the table for a language: none for ours. */
export const pageKeysFor = (language: string): string[] => (isOurs(language) ? [] : Object.keys(pageWords).map(key => `page.${key}`))

export const missingPageWords = (words: Texts, language: string): string[] =>
  pageKeysFor(language).filter(key => !words[language]?.[key]?.trim())

/** A word of the survey's own for what stands around it; null where it has none. */
export function pageWord(
  words: Texts,
  language: string,
  key: string,
  facts: Readonly<Record<string, string | number>> = {},
): string | null {
  const text = isOurs(language) ? undefined : words[language]?.[`page.${key}`]?.trim()
  return text ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole)) : null
}
