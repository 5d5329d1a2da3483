import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'

type Messages = Record<string, string>

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => JSON.parse(readFileSync(root + file, 'utf8')) as Messages
const slices = () => globSync('src/*/messages/en.json', { cwd: root }).map(file => file.split(/[\\/]/)[1] as string)

/**
 * The words of a language, cut by when they are needed; the browser's `#ui/catalog.ts` asks for the parts.
 * `?first`: the shell's own, each slice's page titles, navigation, banners, notices: with the first picture.
 * `?said`: what refusals, fields and events are called, by code, whoever's they are: with the first page.
 * Without either: one slice's, with its pages. Placeholders are parsed here, so that no parser travels.
 */
export function wordsPlugin(): Plugin {
  return {
    name: 'words',
    enforce: 'pre',
    load(id) {
      const [, slice, language, part] = /\/src\/([^/]+)\/messages\/(en|th|lo|km)\.json(?:\?(first|said))?$/.exec(id) ?? []
      if (!slice || !language) return
      // Vite takes a plain .json for JSON, one with a question behind it for a script.
      if (!part) return JSON.stringify(compiled(read(fileOf(slice, language)), language))
      return { code: `export default ${JSON.stringify(together(language, part === 'first' ? isFirst : isSaid))}`, moduleType: 'js' }
    },
  }
}

const fileOf = (slice: string, language: string) => `src/${slice}/messages/${language}.json`

type Wanted = (key: string, slice: string) => boolean

/** `{ inbox: { … } }`: of every slice what is wanted. */
const together = (language: string, wanted: Wanted) =>
  Object.fromEntries(slices().map(slice => [slice, compiled(picked(read(fileOf(slice, language)), slice, wanted), language)]))

const picked = (messages: Messages, slice: string, wanted: Wanted): Messages =>
  Object.fromEntries(Object.entries(messages).filter(([key]) => wanted(key, slice)))

const isFirst: Wanted = (key, slice) => slice === 'ui' || /^(banner|notice)\./.test(key) || ofPages(slice).has(key)
const isSaid: Wanted = (key, slice) => slice !== 'ui' && /^(problem|field|event)\./.test(key)

/** What a slice's list of pages names: titles and labels of the navigation. */
function ofPages(slice: string): Set<string> {
  const [file] = globSync(`src/${slice}/pages/index.ts`, { cwd: root })
  const code = file ? readFileSync(root + file, 'utf8') : ''
  return new Set([...code.matchAll(/\b(?:title|label): '([^']+)'/g)].map(([, key]) => key as string))
}

const isPlain = (text: string) => !/[{}<']/.test(text)

const compiled = (messages: Messages, language: string) =>
  Object.fromEntries(
    Object.entries(messages).map(([key, text]) => [key, isPlain(text) ? text : new IntlMessageFormat(text, language).getAst()]),
  )
