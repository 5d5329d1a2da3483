import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type jschardet from 'jschardet'
import { written } from '#core/mail/quoted.ts'
import { languageOf } from '#core/text/language.ts'
import { store } from '#core/text/normalise.ts'
import type { Letter } from '#kernel/imap.ts'
import { attached, type FileWarning } from './attached.ts'
import { headerOf, kindOf, recipientsIn } from './letter-kind.ts'
import { piecesOf, wordsOf } from './pieces.ts'
import { unpack } from './tnef.ts'

/** Loaded for the first letter that does not say its encoding. */
const detector = () => createRequire(import.meta.url)('jschardet') as typeof jschardet

export type LetterFile = {
  name: string
  type: string
  bytes: Buffer
  cid: string | null
  inline: boolean
  warning: FileWarning | null
}
export type ReadLetter = Awaited<ReturnType<typeof readLetter>>
type Address = { name: string; address: string }

const LONGEST_TEXT = 100_000
const MOST_HTML = 2_000_000
/** As mail servers let through; the rest are named in the text only by their absence. */
const MOST_FILES = 100
const MOST_BYTES = 25 * 1024 * 1024

/** A letter as we keep it: who, what they wrote now, what they quoted, and the files. Nothing in it can fail for what a stranger wrote. */
export function readLetter(letter: Letter) {
  const { mail, raw } = letter
  const head = headerOf(raw)
  const [from] = addressesOf(mail.from)
  const files = filesOf(mail.attachments)
  const html = typeof mail.html === 'string' ? clean(mail.html).slice(0, MOST_HTML) : null
  const { text, packed } = textOf(letter, head, html)
  const parts = written(text.slice(0, LONGEST_TEXT * 3))
  const subject = clean(mail.subject ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
  return {
    kind: kindOf(letter),
    from: from ?? null,
    to: addressesOf(mail.to)
      .map(one => one.address)
      .slice(0, 100),
    cc: addressesOf(mail.cc)
      .map(one => one.address)
      .slice(0, 100),
    recipients: recipientsIn(head),
    subject,
    messageId: idIn(mail.messageId),
    refersTo: [mail.inReplyTo, mail.references ?? []]
      .flat()
      .flatMap(text => text?.match(/<[^<>\s]{3,400}>/g) ?? [])
      .slice(-50),
    sentAt: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date : null,
    own: cutTo(parts.own, LONGEST_TEXT),
    signature: cutTo(parts.signature, 5_000),
    quoted: cutTo(parts.quoted, LONGEST_TEXT),
    language: languageOf(parts.own || subject).language,
    html,
    files: [...files, ...packed].slice(0, MOST_FILES),
    rowKey: keyOf(letter),
  }
}

/** The same mail by two ways is one; one Message-ID for two mails, which some programs give, makes them two. */
function keyOf({ mail, raw }: Letter): Buffer {
  const whole = createHash('sha256')
  if (!mail.messageId) return whole.update(raw).digest()
  const from = mail.from?.value[0]?.address ?? ''
  return whole.update(JSON.stringify([mail.messageId, from, mail.subject ?? '', mail.text ?? '', mail.html || ''])).digest()
}

const idIn = (text: string | undefined) => /<[^<>\s]{3,400}>/.exec(text ?? '')?.[0] ?? null

const clean = (text: string) => store(text.replace(/\0/g, '').toWellFormed())
const cutTo = (text: string, most: number) => (text.length > most ? text.slice(0, most).toWellFormed() : text)

type Addresses = Letter['mail']['to']
/** Groups opened; what is no address left out. */
function addressesOf(all: Addresses): Address[] {
  return [all ?? []]
    .flat()
    .flatMap(list => list.value)
    .flatMap(one => one.group ?? [one])
    .flatMap(({ name, address }) =>
      address && /^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/.test(address)
        ? [
            {
              name: clean(name ?? '')
                .replace(/[\p{Cc}\p{Cf}]/gu, '')
                .trim()
                .slice(0, 200),
              address: address.toLowerCase(),
            },
          ]
        : [],
    )
}

function textOf(letter: Letter, head: string, html: string | null): { text: string; packed: LetterFile[] } {
  const packs = letter.mail.attachments.flatMap(part => unpack(part.content) ?? [])
  const packed = packs.flatMap(pack => pack.files).map(({ name, bytes }) => fileOf(name, bytes, null, false))
  const plain = clean(undeclared(letter, head) ?? letter.mail.text ?? '')
  if (plain.trim() !== '') return { text: plain, packed }
  const words = html === null ? '' : wordsOf(piecesOf(html, () => null))
  return { text: words || clean(packs.map(pack => pack.text).join('\n')), packed }
}

/** Old programs send Thai without saying in which encoding: a single part of 8-bit letters whose header names none is looked at itself. */
function undeclared({ raw }: Letter, head: string): string | null {
  if (/^content-type:.*(charset|multipart\/)/im.test(head) || /^content-transfer-encoding:\s*(base64|quoted-printable)/im.test(head))
    return null
  const body = raw.subarray(raw.indexOf('\r\n\r\n') === -1 ? raw.length : raw.indexOf('\r\n\r\n') + 4, 2_000_000)
  if (/^content-type:\s*(?!text\/plain)/im.test(head) || !body.some(byte => byte > 127)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return new TextDecoder(guess(body)).decode(body)
  }
}

/** From the letters that are not ASCII alone: beside much English the guess is otherwise Western. */
function guess(body: Buffer): string {
  const letters = Buffer.from(body.subarray(0, 65_536).filter(byte => byte > 127 || byte === 10))
  const thai = letters.filter(byte => byte >= 0xa1 && byte <= 0xfb).length
  const found = detector().detect(letters).encoding?.toLowerCase() ?? ''
  try {
    return new TextDecoder(/^(tis-620|iso-8859-11)$/.test(found) ? 'windows-874' : found).encoding
  } catch {
    return thai > letters.length / 2 ? 'windows-874' : 'windows-1252'
  }
}

type Part = Letter['mail']['attachments'][number]
const filesOf = (parts: readonly Part[]): LetterFile[] =>
  parts
    .filter(
      part =>
        !/^(message\/(delivery-status|feedback-report)|application\/ms-tnef)$/.test(part.contentType) &&
        !/^winmail\.dat$/i.test(part.filename ?? ''),
    )
    .map((part, n) => fileOf(part.filename ?? nameFor(part, n), part.content, part.cid ?? null, Boolean(part.related)))

const nameFor = ({ contentType }: Part, n: number) =>
  contentType === 'message/rfc822' ? `mail-${n + 1}.eml` : `file-${n + 1}.${/^\w+\/([\w-]{1,8})/.exec(contentType)?.[1] ?? 'bin'}`

function fileOf(name: string, bytes: Buffer, cid: string | null, inline: boolean): LetterFile {
  const kept = bytes.subarray(0, MOST_BYTES)
  const called =
    clean(name)
      .replace(/[\p{Cc}\p{Cf}\\/]/gu, '_')
      .slice(-120) || 'file'
  return { name: called, ...attached(called, kept), bytes: kept, cid: cid?.slice(0, 400) ?? null, inline }
}
