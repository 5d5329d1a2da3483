import { randomBytes } from 'node:crypto'
import { mustSeeCase } from '#inbox/index.ts'
import { type Html, html, trusted } from '#kernel/html.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Download, Working } from '#kernel/slice.ts'
import { fileBytes } from '#kernel/stored-file.ts'
import { isPicture } from './attached.ts'
import type { MarkName, Piece } from './letter-words.ts'
import { piecesOf } from './pieces.ts'

/** Of the mail's own pictures, which stand in the page itself: a frame that is a stranger here gets no file of ours. */
const MOST_BYTES = 8 * 1024 * 1024

/** A mail with its pictures from elsewhere, because somebody asked for them: the one place where a browser of ours loads what a stranger names. */
export const letterFrame = ({ read, ...common }: Working, { id, letterId }: { id: string; letterId: string }): Promise<Download> =>
  read(async ctx => {
    await mustSeeCase({ ...common, ...ctx }, id)
    const letter = await ctx.db
      .selectFrom('letter')
      .select(['html', 'language'])
      .where('id', '=', letterId)
      .where('caseId', '=', id)
      .executeTakeFirst()
    if (!letter?.html) throw notFound('letter')
    const pictures = await ownPictures(ctx.db, letterId)
    const nonce = randomBytes(16).toString('base64')
    const made = piecesOf(letter.html, cid => (pictures.has(bare(cid)) ? bare(cid) : null)).map(piece => shown(piece, pictures))
    const page = html`<!doctype html><html lang="${letter.language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>–</title><style nonce="${nonce}">${trusted(style)}</style>${made}</html>`
    const policy = `default-src 'none'; img-src data: https: http:; style-src 'nonce-${nonce}'`
    return { name: 'mail.html', type: 'text/html; charset=utf-8', body: page.text, framed: { policy } }
  })

const bare = (cid: string) => cid.replace(/^<|>$/g, '').toLowerCase()

async function ownPictures(db: Db, letterId: string): Promise<Map<string, string>> {
  const files = await db
    .selectFrom('letterFile')
    .select(['cid', 'fileId', 'bytes', 'type'])
    .where('letterId', '=', letterId)
    .where('cid', 'is not', null)
    .orderBy('nth')
    .execute()
  const pictures = new Map<string, string>()
  let left = MOST_BYTES
  for (const { cid, fileId, bytes, type } of files) {
    left -= Number(bytes)
    const file = isPicture(type) && left >= 0 ? await fileBytes(db, fileId) : null
    if (file) pictures.set(bare(cid!), `data:${type};base64,${file.bytes.toString('base64')}`)
  }
  return pictures
}

const elements: Partial<Record<MarkName, string>> = {
  ...{ b: 'b', i: 'i', u: 'u', s: 's', code: 'code', pre: 'pre', quote: 'blockquote', td: 'span' },
}

/** Pieces hold words and addresses, no markup: each is written by our own hand. */
function shown(piece: Piece, pictures: ReadonlyMap<string, string>): Html {
  if (typeof piece === 'string') return html`${piece}`
  if ('fileId' in piece) return html`<img src="${pictures.get(piece.fileId)}" alt="${piece.alt}">`
  if ('elsewhere' in piece) return html`<img src="${piece.elsewhere}" alt="${piece.alt}" referrerpolicy="no-referrer" loading="lazy">`
  const inside = piece.in.map(one => shown(one, pictures))
  if ('href' in piece) return html`<a href="${piece.href}" target="_blank" rel="noopener noreferrer nofollow">${inside}</a>`
  if (piece.mark === 'br' || piece.mark === 'hr') return trusted(`<${piece.mark}>`)
  const name = trusted(elements[piece.mark] ?? 'div')
  return html`<${name}>${inside}</${name}>`
}

const style = `body{margin:0;font:15px/1.6 system-ui,'Noto Sans','Noto Sans Thai','Noto Sans Lao','Noto Sans Khmer',sans-serif;color:#271a22;background:#fff;
overflow-wrap:anywhere}img{max-width:100%;height:auto}blockquote{margin:.5em 0;padding-left:1em;border-left:2px solid #d9c8cf}pre{white-space:pre-wrap}`
