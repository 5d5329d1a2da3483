import { type Language, languages } from '#kernel/words.ts'

export { type Language, languages }

/** Each language in its own name, as its speakers look for it. */
export const languageNames: Record<Language, string> = { en: 'English', th: 'ไทย', lo: 'ລາວ', km: 'ខ្មែរ' }

type Messages = Record<string, string>
export type Catalogs = ReadonlyMap<string, Messages>

const files = import.meta.glob<Messages>('/src/*/messages/*.json', { import: 'default' })
const loaded = new Map<Language, Catalogs>()

/** All slices' messages of one language; the build keeps them in one file a language. */
export async function loadCatalogs(language: Language): Promise<Catalogs> {
  const known = loaded.get(language)
  if (known) return known
  const mine = Object.entries(files).filter(([file]) => file.endsWith(`/${language}.json`))
  const catalogs = new Map(await Promise.all(mine.map(async ([file, load]) => [sliceOf(file), await load()] as const)))
  loaded.set(language, catalogs)
  return catalogs
}

const sliceOf = (file: string) => file.split('/').at(-3) ?? ''

/** The message, or English when English is at hand, or the key: never an empty place. */
export const find = (catalogs: Catalogs, slice: string, key: string) =>
  catalogs.get(slice)?.[key] ?? loaded.get('en')?.get(slice)?.[key] ?? key

/** For problems, fields and banners: whoever's catalog has it, the kernel's own last. */
export function findAnywhere(catalogs: Catalogs, key: string): string | undefined {
  for (const [slice, messages] of catalogs) if (slice !== 'ui' && messages[key]) return messages[key]
  return catalogs.get('ui')?.[key]
}

/** The reader's language before anyone is known: the last one chosen here, then the browser's, then English. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem('sabai.language'), ...navigator.languages].map(one => one?.slice(0, 2))
  return languages.find(one => one === wanted.find(w => languages.includes(w as Language))) ?? 'en'
}
