import { type Language, languages } from '#kernel/words.ts'
import type { Message } from './message.ts'

export { type Language, languages }

/** Each language in its own name, as its speakers look for it. */
export const languageNames: Record<Language, string> = { en: 'English', th: 'ไทย', lo: 'ລາວ', km: 'ខ្មែរ' }

type Messages = Record<string, Message>
export type Catalogs = ReadonlyMap<string, Messages>

/** A slice's name, or what every first picture needs, or what codes are called. */
export type Part = string

type Files = Record<string, () => Promise<unknown>>

// Cut by scripts/words-plugin.ts.
const files: { first: Files; said: Files; slice: Files } = {
  first: import.meta.glob('/src/ui/messages/*.json', { query: '?first', import: 'default' }),
  said: import.meta.glob('/src/ui/messages/*.json', { query: '?said', import: 'default' }),
  slice: import.meta.glob(['/src/*/messages/*.json', '!/src/ui/**'], { import: 'default' }),
}

const loaded = new Map<Language, Map<string, Messages>>(languages.map(language => [language, new Map()]))
const asked = new Map<string, Promise<void>>()
const ready = new Set<string>()

/** What is loaded of a language; the map grows in place as more of it comes. */
export const catalogsOf = (language: Language): Catalogs => loaded.get(language) as Catalogs

export const hasWords = (language: Language, part: Part) => ready.has(`${language}/${part}`)

/** One part of one language, once; a failed try may be made again. */
export function loadWords(language: Language, part: Part): Promise<void> {
  const name = `${language}/${part}`
  const known = asked.get(name)
  if (known) return known
  const loading = fetchWords(language, part).then(
    () => {
      ready.add(name)
      // As `use` marks it itself: what is there is not waited for again.
      Object.assign(loading, { status: 'fulfilled', value: undefined })
    },
    error => {
      asked.delete(name)
      throw error
    },
  )
  asked.set(name, loading)
  return loading
}

async function fetchWords(language: Language, part: Part) {
  const whole = part === 'first' || part === 'said'
  const load = whole ? files[part][`/src/ui/messages/${language}.json`] : files.slice[`/src/${part}/messages/${language}.json`]
  const found = (await load?.()) ?? {}
  const bySlice = (whole ? found : { [part]: found }) as Record<string, Messages>
  const catalogs = loaded.get(language)
  for (const [name, messages] of Object.entries(bySlice)) catalogs?.set(name, { ...catalogs.get(name), ...messages })
}

/** The message, or English when English is at hand, or the key: never an empty place. */
export const find = (catalogs: Catalogs, slice: string, key: string): Message =>
  catalogs.get(slice)?.[key] ?? loaded.get('en')?.get(slice)?.[key] ?? key

/** For problems, fields and banners: whoever's catalog has it, the kernel's own last. */
export function findAnywhere(catalogs: Catalogs, key: string): Message | undefined {
  for (const [slice, messages] of catalogs) if (slice !== 'ui' && messages[key]) return messages[key]
  return catalogs.get('ui')?.[key]
}

/** The reader's language before anyone is known: the last one chosen here, then the browser's, then English. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem('sabai.language'), ...navigator.languages].map(one => one?.slice(0, 2))
  return languages.find(one => one === wanted.find(w => languages.includes(w as Language))) ?? 'en'
}
