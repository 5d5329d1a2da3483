const SIGNATURE = 0x223e9f78
const TITLE = 0x00018010
const CONTENT = 0x0006800f
const BEGINS = 0x00069002
const BODY = 0x0002800c

export type Unpacked = { text: string; files: { name: string; bytes: Buffer }[] }

/** What is inside a `winmail.dat` (MS-OXTNEF), as far as it is files and plain words. Null when it is none; what is cut off ends there. */
export function unpack(bytes: Buffer): Unpacked | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null
  const found: Unpacked = { text: '', files: [] }
  for (let at = 6; at + 9 <= bytes.length; ) {
    const [attribute, length] = [bytes.readUInt32LE(at + 1), bytes.readUInt32LE(at + 5)]
    const value = bytes.subarray(at + 9, at + 9 + length)
    if (value.length < length) break
    take(found, attribute, value)
    at += 9 + length + 2
  }
  found.files = found.files.filter(file => file.bytes.length > 0)
  return found
}

function take(found: Unpacked, attribute: number, value: Buffer) {
  const { files } = found
  if (attribute === BEGINS) files.push({ name: '', bytes: Buffer.alloc(0) })
  if (attribute === TITLE && files.length > 0) files.at(-1)!.name = plain(value)
  if (attribute === CONTENT && files.length > 0) files.at(-1)!.bytes = Buffer.from(value)
  if (attribute === BODY) found.text = plain(value)
}

/** Ends in a zero byte; in no stated encoding, so UTF-8 where it is that. */
function plain(value: Buffer): string {
  const bytes = value.subarray(0, value.indexOf(0) === -1 ? undefined : value.indexOf(0))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-874').decode(bytes)
  }
}
