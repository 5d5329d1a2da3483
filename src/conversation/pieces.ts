import { Parser } from 'htmlparser2'
import type { MarkName, Piece } from './letter-words.ts'

const MOST_HTML = 2_000_000
const MOST_PIECES = 20_000
const DEEPEST = 24
const LOST = 2_000
const CHUNK = 16_384

const marks: Record<string, MarkName> = {
  ...{ p: 'p', div: 'p', section: 'p', article: 'p', header: 'p', footer: 'p', center: 'p', address: 'p', dd: 'p', dt: 'p', figure: 'p' },
  ...{ b: 'b', strong: 'b', i: 'i', em: 'i', u: 'u', ins: 'u', s: 's', strike: 's', del: 's' },
  ...{ code: 'code', tt: 'code', kbd: 'code', pre: 'pre', blockquote: 'quote', ul: 'ul', ol: 'ol', li: 'li' },
  ...{ h1: 'h', h2: 'h', h3: 'h', h4: 'h', h5: 'h', h6: 'h', table: 'table', tr: 'tr', td: 'td', th: 'td' },
}
/** Their content is no words for people. */
const silent = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'embed',
  'iframe',
  'svg',
  'math',
  'select',
  'textarea',
])
const LINK = /^(https?:\/\/|mailto:|tel:)/i

type Open = { name: string; into: Piece[]; silent: boolean }

/**
 * A mail's HTML as pieces that the page builds itself: no markup of a stranger's is ever put into a document. What is not on the list is not there.
 * @param fileOf the stored file of a `cid:`
 */
export function piecesOf(html: string, fileOf: (cid: string) => string | null): Piece[] {
  const root: Piece[] = []
  const open: Open[] = []
  let count = 0
  const into = () => open.at(-1)?.into ?? root
  const hidden = () => open.at(-1)?.silent ?? false
  const add = (piece: Piece) => {
    if (!hidden() && ++count <= MOST_PIECES) into().push(piece)
  }
  /** Where it is too deep, or nothing of the list, its content goes where it stands. */
  const enter = (name: string, piece: Exclude<Piece, string> | null) => {
    const holds = piece && 'in' in piece && open.length < DEEPEST && count < MOST_PIECES ? piece.in : null
    const parent = into()
    if (holds) add(piece!)
    open.push({ name, into: holds ?? parent, silent: hidden() || silent.has(name) })
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'br' || name === 'hr') add({ mark: name, in: [] })
      else if (name === 'img') addPicture(attributes)
      else if (!empty.has(name)) enter(name, pieceOf(name, attributes))
    },
    ontext(text) {
      const plain = text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
      if (plain !== '') add(plain)
    },
    onclosetag(name) {
      if (open.at(-1)?.name === name) open.pop()
    },
  })
  const addPicture = ({ src = '', alt = '', width = '', height = '' }: Record<string, string>) => {
    const fileId = /^cid:/i.test(src) ? fileOf(src.slice(4)) : null
    if (fileId) add({ fileId, alt: alt.slice(0, 200) })
    // A dot that tells its sender that the mail was opened is nothing to show.
    else if (/^https?:\/\//i.test(src) && !(Number(width) <= 2 && Number(height) <= 2 && width && height))
      add({ elsewhere: src.slice(0, 500), alt: alt.slice(0, 200) })
  }
  const whole = html.slice(0, MOST_HTML)
  // The parser takes longer the deeper it is: what nobody could see any more is not read to its end.
  for (let at = 0; at < whole.length && open.length < LOST; at += CHUNK) parser.write(whole.slice(at, at + CHUNK))
  parser.end()
  return joined(root)
}

const empty = new Set(['meta', 'link', 'base', 'input', 'source', 'track', 'wbr', 'col', 'area', 'param', 'basefont', 'frame'])

function pieceOf(name: string, { href = '' }: Record<string, string>): Exclude<Piece, string> | null {
  const mark = marks[name]
  if (mark) return { mark, in: [] }
  if (name === 'a' && LINK.test(href.trim())) return { href: href.trim().slice(0, 2_000), in: [] }
  return null
}

/** Words beside each other become one, so that the page has less to build. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece
    else all.push(typeof piece === 'string' || !('in' in piece) ? piece : { ...piece, in: joined(piece.in) })
  }
  return all
}

const lines = new Set<MarkName>(['p', 'quote', 'ul', 'ol', 'li', 'h', 'table', 'tr', 'pre'])

/** The words alone, a line for each paragraph; what is quoted begins with `>`, as in plain mail. */
export function wordsOf(pieces: readonly Piece[]): string {
  const text = pieces.map(piece => said(piece)).join('')
  return text
    .split('\n')
    .map(line => line.replace(/[^\S\n]+/g, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function said(piece: Piece): string {
  if (typeof piece === 'string') return piece.replace(/\s+/g, ' ')
  if ('href' in piece) return piece.in.map(said).join('')
  if (!('mark' in piece)) return ''
  if (piece.mark === 'br') return '\n'
  const inside = piece.in.map(said).join('')
  if (piece.mark === 'quote')
    return `\n${inside
      .trim()
      .split('\n')
      .map(line => `> ${line.trim()}`)
      .join('\n')}\n`
  if (piece.mark === 'td') return `${inside} `
  return lines.has(piece.mark) ? `\n${inside.trim()}\n` : inside
}
