const breakers = new Map<string, Intl.Segmenter>()
const breaker = (language: string) => {
  const known = breakers.get(language)
  if (known) return known
  const made = new Intl.Segmenter(language, { granularity: 'word' })
  breakers.set(language, made)
  return made
}

/** The words of a text in order, without spaces and punctuation. */
export function words(text: string, language: string): string[] {
  const found: string[] = []
  for (const { segment, isWordLike } of breaker(language).segment(text)) if (isWordLike) found.push(segment)
  return found
}

/** Offsets (code units) where a word may begin or end: 0 and the text's end among them. */
export function boundaries(text: string): Set<number> {
  const found = new Set([0, text.length])
  for (const { index } of breaker('und').segment(text)) found.add(index)
  return found
}

const PROBE = 'ลูกค้าไม่พอใจเพราะรอนานเกินไป ລູກຄ້າບໍ່ພໍໃຈຍ້ອນລໍຖ້າດົນ អតិថិជនមិនពេញចិត្តព្រោះរង់ចាំយូរ We waited, e.g. 3.5 hours.'
/** Changes with the engine's dictionaries, since it is made of where they cut a fixed text: rows of another version are cut again. */
export const WORDS_VERSION = `intl-1-${[...boundaries(PROBE)].reduce((sum, at) => (sum * 31 + at) % 2 ** 31, 7).toString(36)}`
