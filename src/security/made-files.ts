import { constants, deflateRawSync } from 'node:zlib'

/** Content that is packed already, with the size that it says it has. */
type Packed = { parts: Buffer[]; size: number }
type Content = string | Buffer | Packed

/** So many megabytes of one thing, packed without ever being there: one packed megabyte again and again. */
export function flooded(part: string, megabytes: number): Packed {
  const plain = Buffer.from(part.repeat(Math.ceil(1_000_000 / part.length)))
  const packed = deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH, level: 9 })
  return { parts: [...Array<Buffer>(megabytes).fill(packed), Buffer.from([3, 0])], size: plain.length * megabytes }
}

function packedOf(content: Content): Packed {
  if (typeof content === 'object' && 'parts' in content) return content
  const plain = Buffer.from(content as string)
  return { parts: [deflateRawSync(plain)], size: plain.length }
}

/** An archive as a spreadsheet program would never write it: whatever is put into it. */
export function zipOf(entries: Record<string, Content>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  // Checksums are left out: our reader goes by sizes.
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const { parts: pieces, size } = packedOf(content)
    const packed = Buffer.concat(pieces)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(size, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name)])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, place, Buffer.from(name)]))
    parts.push(local, packed)
    at += local.length + packed.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end])
}

const relations =
  '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="styles.xml"/></Relationships>'
const row = '<row r="1"><c r="A1" t="str"><v>text</v></c><c r="B1" t="str"><v>score</v></c></row>'

/** A workbook of one sheet, of which any part may be put in the place of the usual one. */
export const workbookOf = ({
  book = '<workbook><sheets><sheet name="One" r:id="r1"/></sheets></workbook>',
  sheet = `<worksheet><sheetData>${row}</sheetData></worksheet>`,
  rels = relations,
  ...more
}: {
  book?: string
  sheet?: Content
  rels?: string
  styles?: string
  shared?: Content
}): Buffer =>
  zipOf({
    'xl/workbook.xml': book,
    'xl/_rels/workbook.xml.rels': rels,
    'xl/worksheets/sheet1.xml': sheet,
    ...(more.styles ? { 'xl/styles.xml': more.styles } : {}),
    ...(more.shared ? { 'xl/sharedStrings.xml': more.shared } : {}),
  })

/** The usual first row, then what is given. */
export const sheetOf = (rows: string) => `<worksheet><sheetData>${row}${rows}</sheetData></worksheet>`
