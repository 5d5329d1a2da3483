const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to)

/** By the first bytes; whatever the sender called it. */
const signatures: readonly (readonly [string, (bytes: Buffer) => boolean])[] = [
  ['image/png', bytes => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', bytes => ascii(bytes, 0, 3) === '\xff\xd8\xff'],
  ['image/gif', bytes => /^GIF8[79]a/.test(ascii(bytes, 0, 6))],
  ['image/webp', bytes => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
  ['image/heic', bytes => ascii(bytes, 4, 8) === 'ftyp' && /^(hei[cx]|mif1|msf1|avif)/.test(ascii(bytes, 8, 12))],
  ['video/mp4', bytes => ascii(bytes, 4, 8) === 'ftyp'],
  ['application/pdf', bytes => ascii(bytes, 0, 5) === '%PDF-'],
  ['application/zip', bytes => ascii(bytes, 0, 4) === 'PK\x03\x04'],
]

/** What a file is, among those that a customer may send: pictures, films, PDF, office documents, plain text. Null for the rest, such as HTML. */
export function typeOf(bytes: Buffer): string | null {
  const found = signatures.find(([, matches]) => matches(bytes))?.[0]
  if (found) return found
  return isPlainText(bytes) ? 'text/plain; charset=utf-8' : null
}

function isPlainText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !/^\s*(<|#!|MZ)/.test(text)
  } catch {
    return false
  }
}
