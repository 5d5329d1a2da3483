import { Children, createContext, type ReactNode, startTransition, use, useContext, useMemo, useState } from 'react'
import { type Catalogs, catalogsOf, find, findAnywhere, firstLanguage, hasWords, type Language, loadWords, type Part } from './catalog.ts'
import { dateFormats, distance, durationParts, number } from './formats.ts'
import { fill, type Message, messageFormat, type Values } from './message.ts'
import type kernel from './messages/en.json'

export { type Language, languageNames, languages } from './catalog.ts'
export type { Values } from './message.ts'

/** A slice's messages as a value that knows its keys by type. */
export type Words<K extends string> = { slice: string; readonly key?: K }

/** The slices whose words a loaded file uses, and what has been loaded so far in any language. */
const wanted = new Set<Part>()
const used = new Set<Part>(['first'])

/** `export default words<keyof typeof import('./en.json')>('inbox')` in a slice's `messages/index.ts`: whoever imports it gets the words. */
export function words<K extends string | number | symbol>(slice: string): Words<Exclude<K & string, 'default'>> {
  if (slice !== 'ui') wanted.add(slice)
  return { slice }
}

const kernelWords = words<keyof typeof kernel>('ui')

type Spoken = { language: Language; catalogs: Catalogs; zone: string }
type Speech = Spoken & { setLanguage: (language: Language) => Promise<void>; setZone: (zone: string) => void }

/** What is spoken now, also for code outside React (`problemText`). */
let spoken: Spoken = { language: 'en', catalogs: catalogsOf('en'), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }

const SpeechContext = createContext<Speech | null>(null)

/** Before the first picture: load the reader's language, and only that one. */
export async function startSpeaking(): Promise<void> {
  await speak(firstLanguage())
}

async function speak(language: Language) {
  await Promise.all([...used].map(part => loadWords(language, part)))
  spoken = { ...spoken, language, catalogs: catalogsOf(language) }
  document.documentElement.lang = language
}

const need = (part: Part) => {
  used.add(part)
  return loadWords(spoken.language, part)
}

/** A page's file, the words of its slice, what codes are called, and the words of every other slice that the file uses. */
export async function withWords<T>(slice: string, load: () => Promise<T>): Promise<T> {
  const [file] = await Promise.all([load(), need(slice), need('said')])
  await Promise.all([...wanted].map(need))
  return file
}

const waited = new Set<string>()

/**
 * A part that came here without a page (by language, by a list of another slice) is waited for where it is shown. Whoever has waited asks again
 * though it is there now: React repeats the interrupted render, and takes the hooks behind a `use` that is missing then for those of an update.
 */
function waitFor(language: Language, slice: string) {
  const name = `${language}/${slice}`
  if (slice === 'ui' || (hasWords(language, slice) && !waited.has(name))) return
  waited.add(name)
  used.add(slice)
  use(loadWords(language, slice))
}

export function TextProvider({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(spoken)
  const change = useMemo(() => changes(() => startTransition(() => setNow(spoken))), [])
  const speech = useMemo<Speech>(() => ({ ...now, ...change }), [now, change])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

/** How the language and the zone change; the same functions for ever, so that effects may depend on them. */
const changes = (show: () => void) => ({
  setLanguage: async (language: Language) => {
    localStorage.setItem('sabai.language', language)
    await speak(language)
    show()
  },
  setZone: (zone: string) => {
    if (zone === spoken.zone) return
    spoken = { ...spoken, zone }
    show()
  },
})

function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (!speech) throw new Error('TextProvider is missing above this component')
  return speech
}

export type Text<K extends string> = {
  /** The message in the reader's language, its placeholders filled. */
  (key: K, values?: Values): string
  /** The same, with elements for placeholders or tags: `t.rich('by', { who: <Said …/> })`. */
  rich: (key: K, values: Record<string, ReactNode | ((parts: ReactNode[]) => ReactNode)>) => ReactNode
}

/** `const t = useText(messages)`, then `t('key', { n: 3 })`. */
export function useText<K extends string>(messages: Words<K>): Text<K> {
  const { language, catalogs } = useSpeech()
  waitFor(language, messages.slice)
  return useMemo(() => makeText(language, catalogs, messages.slice), [language, catalogs, messages.slice])
}

function makeText<K extends string>(language: Language, catalogs: Catalogs, slice: string): Text<K> {
  const t = ((key, values) => fill(language, find(catalogs, slice, key), values)) as Text<K>
  t.rich = (key, values) => {
    const parts = messageFormat(language, find(catalogs, slice, key)).format(values as Record<string, string>)
    return Children.toArray(parts as ReactNode)
  }
  return t
}

/** The kernel's own words: buttons, states, shell. */
export const useKernelText = () => useText(kernelWords)

/** A key of any slice, for what is collected from slices: page titles, navigation. */
export function useAnyText() {
  const { language, catalogs } = useSpeech()
  return (slice: string, key: string, values?: Values) => {
    if (!catalogs.get(slice)?.[key] || waited.has(`${language}/${slice}`)) waitFor(language, slice)
    return fill(language, find(catalogs, slice, key), values)
  }
}

export function useLanguage() {
  const { language, setLanguage } = useSpeech()
  return { language, setLanguage }
}

/** The shell sets the workspace's zone; before that it is the device's. */
export const useSetZone = () => useSpeech().setZone

/** Dates, times, numbers, durations: one way of writing them in all four languages, in the workspace's zone. */
export function useFormats() {
  const { language, zone } = useSpeech()
  const t = useKernelText()
  return useMemo(() => {
    const dates = dateFormats(language, zone)
    const duration = (minutes: number) => {
      const { key, values } = durationParts(minutes)
      return t(key, values)
    }
    const ago = (at: Date, now: Date) => {
      const { unit, n } = distance(now.getTime() - at.getTime())
      if (unit === 'now') return t('ago.now')
      return at <= now ? t(`ago.${unit}`, { n }) : t(`in.${unit}`, { n })
    }
    return { ...dates, dateTime: (at: Date) => `${dates.date(at)}, ${dates.time(at)}`, number, duration, ago, zone }
  }, [language, zone, t])
}

/** A sentence for a code: looked up over all slices, then by its last part (`case.not-found` → `not-found`). */
export function codeText(kind: 'problem' | 'field' | 'banner' | 'notice' | 'event', code: string, values: Values = {}): string | undefined {
  const last = code.split('.').at(-1)
  const text = findAnywhere(spoken.catalogs, `${kind}.${code}`) ?? findAnywhere(spoken.catalogs, `${kind}.${last}`)
  return text === undefined ? undefined : tolerant(text, values)
}

/** Facts come from the server; a missing one must not break the sentence that explains a failure. */
function tolerant(text: Message, values: Values) {
  try {
    return fill(spoken.language, text, values)
  } catch {
    return typeof text === 'string' ? text : undefined
  }
}

type Explained = { code: string; facts?: Values | undefined }

/** What went wrong, in the reader's language. */
export const problemText = ({ code, facts }: Explained): string =>
  codeText('problem', code, facts) ?? codeText('problem', 'unexpected') ?? code

/** Why a field was refused, to stand beside it. */
export const fieldText = ({ code, facts }: Explained): string => codeText('field', code, facts) ?? codeText('field', 'invalid') ?? code
