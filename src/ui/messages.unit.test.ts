import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { languages } from '#kernel/words.ts'

type Messages = Record<string, string>
type Element = { type: number; value?: unknown; options?: Record<string, { value: Element[] }>; children?: Element[] }

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (file: string) => readFileSync(root + file, 'utf8')
const catalog = (slice: string, language: string) => JSON.parse(read(`src/${slice}/messages/${language}.json`)) as Messages
const slices = globSync('src/*/messages/en.json', { cwd: root }).map(file => file.split('/')[1] as string)
const sources = (folder: string) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter(file => !/\.test\.ts$|\.gen\.ts$|\/gallery\//.test(file))
    .map(file => read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, ''))
    .join('\n')
const everything = sources('src')

/** What a message asks for: the names of its placeholders and tags, however deep. */
function asks(elements: Element[]): Set<string> {
  const inner = (one: Element) => [...Object.values(one.options ?? {}).map(option => option.value), one.children ?? []]
  const own = elements.filter(({ type }) => type !== 0 && type !== 7).map(({ value }) => String(value))
  return new Set([...own, ...elements.flatMap(one => inner(one).flatMap(children => [...asks(children)]))])
}

const sorted = (names: Set<string>) => [...names].sort()
const asked = (text: string, language: string) => sorted(asks(new IntlMessageFormat(text, language).getAst() as Element[]))

/** Keys named as `t('key')`, `t.rich('key')`, and in a page's `title` and `label`. */
function named(code: string): string[] {
  const calls = [...code.matchAll(/\bt(?:\.rich)?\(\s*'([^']+)'/g)]
  const ternaries = [...code.matchAll(/\bt\([^'"`()]+\?\s*'([^']+)'\s*:\s*'([^']+)'/g)].flatMap(([, a, b]) => [a, b] as string[])
  return [...calls.map(([, key]) => key as string), ...ternaries]
}

/** Keys made from a pattern, such as `signal.${kind}`, as expressions. */
const patterns = (code: string) =>
  [...code.matchAll(/`([a-zA-Z][\w.-]*)\$\{[^}]+\}([\w.-]*)`/g)].map(([, a, b]) => new RegExp(`^${literally(a)}[\\w-]+${literally(b)}$`))
const literally = (text = '') => text.replaceAll('.', '\\.')

const isNamed = (key: string, code: string) => code.includes(`'${key}'`) || patterns(code).some(pattern => pattern.test(key))

/** A code is raised by name, or by `notFound('case')`. */
const isRaised = (code: string) =>
  everything.includes(`'${code}'`) ||
  (code.endsWith('.not-found') && everything.includes(`notFound('${code.slice(0, -'.not-found'.length)}')`))

/** Used by name, by a pattern, or from another slice as `<slice>.<key>`. The kernel's own problems and fields are a vocabulary for all slices, raised or not. */
function isUsed(key: string, code: string, slice: string): boolean {
  const [kind, ...rest] = key.split('.')
  if (kind === 'problem' || kind === 'field' || kind === 'banner' || kind === 'notice' || kind === 'event')
    return slice === 'ui' || isRaised(rest.join('.'))
  return isNamed(key, code) || isNamed(`${slice}.${key}`, everything)
}

describe.each(slices)('the messages of %s', slice => {
  const en = catalog(slice, 'en')
  const code = sources(`src/${slice}`)

  test.each(languages)('have every key in %s, and none more', language => {
    expect(Object.keys(catalog(slice, language)).sort()).toEqual(Object.keys(en).sort())
  })

  test.each(languages)('are ICU in %s and ask for what the English asks for', language => {
    const wanted = Object.entries(en).map(([key, text]) => [key, asked(text, 'en')])
    const found = Object.entries(catalog(slice, language)).map(([key, text]) => [key, asked(text, language)])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted))
  })

  test.each(languages)('in %s are NFC, not empty, and write digits as 0–9', language => {
    const wrong = Object.entries(catalog(slice, language)).filter(
      ([, text]) => text.trim() === '' || text !== text.normalize('NFC') || /[๐-๙໐-໙០-៩\u200b]/.test(text),
    )
    expect(wrong).toEqual([])
  })

  test('have every key that the code names', () => {
    const known = { ...catalog('ui', 'en'), ...en }
    expect(named(code).filter(key => !(key in known))).toEqual([])
  })

  test('have no key that nothing uses', () => {
    expect(Object.keys(en).filter(key => !isUsed(key, code, slice))).toEqual([])
  })
})

test('the check sees a key that the code names but no catalog has', () => {
  expect(named("t('inbox.nowhere', { n })")).toEqual(['inbox.nowhere'])
  expect(named("t(late ? 'time.late' : 'time.left')")).toEqual(['time.late', 'time.left'])
  expect(asked('{n, plural, one {# of {all}} other {<b>#</b>}}', 'en')).toEqual(['all', 'b', 'n'])
})
