import { Problem } from '#kernel/problem.ts'
import type { Limits } from './limits.ts'

/** A tag and the text that follows it. */
export type Part = { tag: string; closes: boolean; empty: boolean; attributes: string; text: string }

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Entities are the five of XML and numbers: nothing a file declares itself is expanded, so nothing can explode. */
const unescaped = (text: string) =>
  text.includes('&')
    ? text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) =>
        name[0] === '#' ? letter(name) : (ENTITIES[name] ?? whole),
      )
    : text

function letter(name: string) {
  const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/** `_x000D_` is how a spreadsheet writes a character that XML forbids. */
const plain = (text: string) => {
  const readable = unescaped(text)
  return readable.includes('_x')
    ? readable.replaceAll(/_x([\da-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : readable
}

/** An attribute's value within a tag's text. */
export function attribute(text: string, name: string): string | undefined {
  const at = text.indexOf(`${name}="`)
  if (at < 0 || (at > 0 && text.charCodeAt(at - 1) > 32)) return at < 0 ? undefined : new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1]
  const from = at + name.length + 2
  return unescaped(text.slice(from, text.indexOf('"', from)))
}

/** The tags of a document as it flows by, as many at once as have arrived, without its tree: a sheet of a million rows is never in memory. */
export async function* parts(source: AsyncIterable<string>, limits: Limits): AsyncGenerator<Part[]> {
  let rest = ''
  for await (const chunk of source) {
    rest += chunk
    const found: Part[] = []
    let at = rest.indexOf('<')
    while (at >= 0) {
      const close = rest.indexOf('>', at)
      const next = close < 0 ? -1 : rest.indexOf('<', close)
      if (next < 0) break
      found.push(part(rest.slice(at + 1, close), rest.slice(close + 1, next)))
      at = next
    }
    yield found
    rest = at < 0 ? '' : rest.slice(at)
    if (rest.length > limits.rowCharacters) throw new Problem('import.damaged', 400)
  }
  const close = rest.indexOf('>')
  if (close > 0) yield [part(rest.slice(1, close), '')]
}

function part(inside: string, text: string): Part {
  const closes = inside.charCodeAt(0) === 47
  const empty = inside.charCodeAt(inside.length - 1) === 47
  const from = closes ? 1 : 0
  let to = from
  while (to < inside.length && inside.charCodeAt(to) > 32 && inside.charCodeAt(to) !== 47) to++
  const name = inside.slice(from, to)
  const colon = name.indexOf(':')
  return { tag: colon < 0 ? name : name.slice(colon + 1), closes, empty, attributes: inside.slice(to), text: plain(text) }
}
