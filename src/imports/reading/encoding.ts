import { createRequire } from 'node:module'
import type jschardet from 'jschardet'
import type { Bytes } from './bytes.ts'

/** Loaded for the first file that is neither UTF-8 nor marked. */
const detector = () => createRequire(import.meta.url)('jschardet') as typeof jschardet

/** What the user may choose from; what is found beyond these is offered beside them. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-874'] as const

const NAMES: Record<string, string> = {
  'utf-8-sig': 'utf-8',
  ascii: 'utf-8',
  cp874: 'windows-874',
  'tis-620': 'windows-874',
  'iso-8859-1': 'windows-1252',
  'iso8859-15': 'windows-1252',
}

const WESTERN = /^(windows-125[0247]|iso-8859-(1|2|3|4|9|10|13|14|15|16))$/

/** The encoding of a file, judged by its first bytes. */
export function findEncoding(head: Buffer): string {
  return byMark(head) ?? byZeros(head) ?? (isUtf8(head) ? 'utf-8' : byLetters(head))
}

function byMark(head: Buffer) {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

/** In UTF-16 each comma, digit and line end has a zero beside it, on the same side throughout. */
function byZeros(head: Buffer) {
  const zeros = [0, 0]
  const sample = head.subarray(0, 4096)
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]!++
  if (zeros[0]! + zeros[1]! < sample.length / 50) return undefined
  if (zeros[1]! > zeros[0]! * 4) return 'utf-16le'
  return zeros[0]! > zeros[1]! * 4 ? 'utf-16be' : undefined
}

function isUtf8(head: Buffer) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * No detector finds Thai in a mostly English file, so it is shown the foreign letters only; but letters of French without the English
 * around them look like Hebrew to it. Letters that stand side by side are of another script, single ones are accents.
 */
function byLetters(head: Buffer) {
  const { foreign, together } = foreignBytes(head)
  const found = detect(together > foreign.length * 0.6 ? foreign : head.subarray(0, 65_536))
  if (together > foreign.length * 0.6) return found ?? 'windows-874'
  return found && WESTERN.test(found) ? found : 'windows-1252'
}

function foreignBytes(head: Buffer) {
  const kept: number[] = []
  let together = 0
  for (let at = 0; at < head.length && kept.length < 65_536; at++) {
    if (head[at]! < 0x80) continue
    kept.push(head[at]!)
    if (head[at - 1]! >= 0x80 || head[at + 1]! >= 0x80) together++
  }
  return { foreign: Buffer.from(kept), together }
}

function detect(bytes: Buffer) {
  const found = detector().detect(bytes).encoding?.toLowerCase()
  const name = found && (NAMES[found] ?? found)
  return name && isKnown(name) ? name : undefined
}

/** Whether this runtime can decode it. */
export function isKnown(encoding: string) {
  try {
    return Boolean(new TextDecoder(encoding))
  } catch {
    return false
  }
}

/** Text as it arrives. A letter cut in two by a chunk's end is put together; a byte that means nothing becomes U+FFFD. */
export async function* decoded(bytes: Bytes, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
