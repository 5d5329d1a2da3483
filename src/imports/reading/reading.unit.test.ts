import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, expect, test } from 'vitest'
import { limits as usual } from './limits.ts'
import { type Choices, openTable, type Row } from './open.ts'
import { peek } from './peek.ts'

// A place of our own for what is laid aside while reading: others read spreadsheets at the same time.
const place = mkdtempSync(join(tmpdir(), 'sabai-reading-'))
process.env.TMPDIR = place
afterAll(() => rmSync(place, { recursive: true }))

const bytes = (text: string | Buffer, size = 65_536) => {
  const whole = Buffer.from(text)
  return Readable.from(Array.from({ length: Math.ceil(whole.length / size) }, (_, at) => whole.subarray(at * size, (at + 1) * size)))
}

async function read(source: Readable, choices: Choices = {}, limits = usual) {
  const { batches, ...table } = await openTable(source, choices, limits)
  const rows: Row[] = []
  for await (const batch of batches) rows.push(...batch)
  return { ...table, rows, cells: rows.map(({ cells }) => cells) }
}

/** Bytes of a text in an encoding that `TextDecoder` reads but nothing in Node writes. */
function encoded(text: string, encoding: string) {
  const letters = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]))
  return Buffer.from([...text].map(letter => letters.get(letter) ?? 63))
}

const utf16 = (text: string, { mark = false, big = false } = {}) => {
  const little = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return big ? little.swap16() : little
}

const THAI = 'ชื่อ,ข้อความ,คะแนน\nสมชาย,ส่งของช้ามาก โทรไปไม่มีใครรับสาย,2\nมาลี,บริการดีมาก,10\n'

test('quotes, doubled quotes, delimiters and line ends inside quotes are part of the text', async () => {
  const { headers, rows } = await read(bytes('id,said\n1,"one, ""two""\nthree"\n\n2,plain "quoted" word\n'))
  expect(headers).toEqual(['id', 'said'])
  expect(rows).toEqual([
    { row: 2, cells: ['1', 'one, "two"\nthree'] },
    { row: 4, cells: ['2', 'plain "quoted" word'] },
  ])
})

test.each([
  ['\n', 'newlines'],
  ['\r\n', 'carriage returns and newlines'],
  ['\r', 'carriage returns alone'],
])('line ends may be %j', async end => {
  const { cells } = await read(bytes(['"name","score"', '"Keo, A",3', 'Noi,9', ''].join(end), 7))
  expect(cells).toEqual([
    ['Keo, A', '3'],
    ['Noi', '9'],
  ])
})

test.each([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
])('the delimiter %j is found', async delimiter => {
  const text = ['name', 'said', 'score'].join(delimiter) + '\n' + ['Noi', '"late, and; rude | twice\t!"', '3'].join(delimiter) + '\n'
  const table = await read(bytes(text.repeat(1)))
  expect(table.delimiter).toBe(delimiter)
  expect(table.cells).toEqual([['Noi', 'late, and; rude | twice\t!', '3']])
})

test('whatever rows are written, the same rows are read, however the bytes are cut', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'ก', ' ', ';', '😀') })
  const table = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 30 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
      const text = rows.map(row => row.map(quoted).join(',')).join('\n')
      expect((await read(bytes(text, size), { delimiter: ',', headerRow: 0 })).cells).toEqual(rows)
    }),
    { numRuns: 150 },
  )
})

test.each([
  ['utf-8', Buffer.from(THAI)],
  ['utf-8', Buffer.from('\ufeff' + THAI)],
  ['utf-16le', utf16(THAI)],
  ['utf-16le', utf16(THAI, { mark: true })],
  ['utf-16be', utf16(THAI, { big: true })],
  ['utf-16be', utf16(THAI, { big: true, mark: true })],
  ['windows-874', encoded(THAI, 'windows-874')],
])('the encoding %s is found', async (encoding, file) => {
  const table = await read(bytes(file, 3))
  expect(table).toMatchObject({ encoding, headers: ['ชื่อ', 'ข้อความ', 'คะแนน'] })
  expect(table.cells[1]).toEqual(['มาลี', 'บริการดีมาก', '10'])
})

test('a few Thai words in a long English file are still found to be Thai', async () => {
  const text = 'id,said\n' + '1,a long English line that is longer than you would guess\n'.repeat(300) + '2,ส่งของช้ามาก\n'
  expect(await read(bytes(encoded(text, 'windows-874')))).toMatchObject({ encoding: 'windows-874' })
})

test('French accents are Windows-1252, and the user may say otherwise', async () => {
  const file = encoded(
    'id,avis\n1,"L’accueil était très agréable, où êtes-vous allés ?"\n2,"Délai trop long à la caisse"\n',
    'windows-1252',
  )
  expect((await read(bytes(file))).cells[0]![1]).toBe('L’accueil était très agréable, où êtes-vous allés ?')
  expect((await read(bytes(file), { encoding: 'windows-874' })).cells[0]![1]).not.toContain('é')
  await expect(read(bytes(file), { encoding: 'klingon' })).rejects.toMatchObject({ code: 'import.encoding-unknown' })
})

test('gzip is unpacked whatever the name says', async () => {
  expect((await read(bytes(gzipSync(THAI), 5))).cells).toHaveLength(2)
  expect((await peek(bytes(gzipSync(THAI)), {})).rowsGuessed).toBe(2)
})

test('objects on lines and objects in an array are rows, their inner values columns', async () => {
  const objects = [{ id: 1, who: { email: 'noi@x.example' }, tags: ['a', 'b'] }, { id: 2, said: 'ดี "มาก" ]}' }, { id: 3 }]
  const lines = await read(bytes(objects.map(one => JSON.stringify(one)).join('\n'), 9))
  const array = await read(bytes(` ${JSON.stringify(objects, null, 2)}\n`, 9))
  for (const { headers, cells } of [lines, array]) {
    expect(headers).toEqual(['id', 'who.email', 'tags', 'said'])
    expect(cells).toEqual([
      ['1', 'noi@x.example', 'a, b', ''],
      ['2', '', '', 'ดี "มาก" ]}'],
      ['3', '', '', ''],
    ])
  }
})

test('a line that is no JSON is a refused row, not the end of the import', async () => {
  const { rows } = await read(bytes('{"said":"good"}\n{"said":\n{"said":"bad"}\n'))
  expect(rows.map(({ row, broken }) => [row, broken])).toEqual([
    [1, undefined],
    [2, 'row.not-json'],
    [3, undefined],
  ])
})

test('a sheet of a spreadsheet is read with its dates, numbers and rows as they are numbered there', async () => {
  const rows = [
    ['Survey May 2026'],
    ['name', 'since', 'score', 'happy'],
    ['สมชาย <&> "x"', new Date('2026-05-04T00:00:00Z'), 0.1, true],
    ['Noi', null, 7, false],
  ]
  const file = Buffer.from(await writeXlsx({ sheets: [{ name: 'ລູກຄ້າ', rows }] }))
  const table = await read(bytes(file))
  expect(table).toMatchObject({ format: 'xlsx', sheets: ['ລູກຄ້າ'], headerRow: 2, headers: ['name', 'since', 'score', 'happy'] })
  expect(table.rows).toEqual([
    { row: 3, cells: ['สมชาย <&> "x"', '2026-05-04', '0.1', 'true'] },
    { row: 4, cells: ['Noi', '', '7', 'false'] },
  ])
  await table.close()
  expect((await readdir(tmpdir())).filter(name => name.startsWith('sabai-xlsx-'))).toEqual([])
})

test('a title above the table is skipped; a file of values has no header; both can be said by hand', async () => {
  expect(await read(bytes('Report,,\n\nname,said,score\nNoi,late,3\nKeo,good,9\n'))).toMatchObject({
    headerRow: 3,
    headers: ['name', 'said', 'score'],
  })
  expect(await read(bytes('1,late,3\n2,good,9\n'))).toMatchObject({ headerRow: 0, headers: ['#1', '#2', '#3'] })
  expect(await read(bytes('1,late,3\n2,good,9\n'), { headerRow: 1 })).toMatchObject({
    headers: ['1', 'late', '3'],
    cells: [['2', 'good', '9']],
  })
  expect(await read(bytes('it was late\nit was good and quick\n'))).toMatchObject({ headerRow: 0, headers: ['#1'] })
})

test('hostile, hidden, equal and missing column names become visible and distinct', async () => {
  const { headers } = await read(bytes('__proto__,constructor,na\u200bme,name,,\u200b,name\nx,x,x,x,x,x,x\n'))
  expect(headers).toEqual(['__proto__', 'constructor', 'name', 'name (2)', '#5', '#6', 'name (3)'])
  const fromJson = await read(bytes('{"__proto__":"x","said":"good"}\n'))
  expect(fromJson).toMatchObject({ headers: ['__proto__', 'said'], cells: [['x', 'good']] })
  expect(({} as Record<string, unknown>).said).toBeUndefined()
})

test('a shifted row is marked, a short one is filled up', async () => {
  const { rows } = await read(bytes('name,said,score\nNoi,late, very late,3\nKeo\n'))
  expect(rows).toMatchObject([{ broken: 'row.too-many-cells' }, { cells: ['Keo', '', ''] }])
})

async function* endless(beginning: string, piece: string, count = Number.POSITIVE_INFINITY) {
  yield Buffer.from(beginning)
  const same = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)))
  for (let sent = 0; sent < count; sent += same.length) yield same
}

/** What reading costs beyond what was there before, looked at while it happens. */
async function growth(run: () => Promise<unknown>) {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
  await run().finally(() => clearInterval(looking))
  return Math.max(most, process.memoryUsage.rss()) - before
}

const FIVE_GB = 5_000_000_000
const attacks: [string, () => Readable, string][] = [
  ['a line of 5 GB', () => Readable.from(endless('id,said\n', 'x', FIVE_GB)), 'import.row-too-long'],
  ['a quoted cell of 5 GB', () => Readable.from(endless('id,said\n1,"', 'x\n', FIVE_GB)), 'import.row-too-long'],
  ['a JSON line of 5 GB', () => Readable.from(endless('{"a":"', 'x', FIVE_GB)), 'import.row-too-long'],
  ['a JSON array of one item of 5 GB', () => Readable.from(endless('[{"a":"', 'x', FIVE_GB)), 'import.row-too-long'],
  [
    'a gzipped line of 10 GB',
    () => Readable.from(endless('id,said\n', 'x', 2 * FIVE_GB)).pipe(createGzip({ level: 1 })),
    'import.row-too-long',
  ],
  ['a million columns', () => bytes(Array.from({ length: 1_000_000 }, (_, at) => `c${at}`).join(',')), 'import.too-many-columns'],
  ['a million empty columns', () => bytes(`${','.repeat(999_999)}\n1,2\n`), 'import.too-many-columns'],
  [
    'an object of a million keys',
    () => bytes(JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`c${at}`, 1])))),
    'import.too-many-columns',
  ],
  ['nothing', () => bytes(''), 'import.empty'],
  ['only zeros', () => bytes(Buffer.alloc(100_000)), 'import.not-a-table'],
  ['a picture', () => bytes(Buffer.from('89504e470d0a1a0a0000000d', 'hex')), 'import.not-a-table'],
  ['a broken gzip', () => bytes(gzipSync(THAI.repeat(500)).subarray(0, 200)), 'import.damaged'],
  ['a broken archive', () => bytes(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(5000, 7)])), 'import.damaged'],
]

test.each(attacks)('%s is a clear refusal within 100 MB', async (_, source, code) => {
  const grown = await growth(() => expect(read(source())).rejects.toMatchObject({ code }))
  expect(grown).toBeLessThan(100_000_000)
})

test('a bomb of well-formed rows is stopped by its size, gzipped or not', async () => {
  const small = { ...usual, unpackedBytes: 30_000_000, storedBytes: 40_000_000 }
  const drain = async (source: Readable) => {
    for await (const _ of (await openTable(source, {}, small)).batches);
  }
  const rows = () => Readable.from(endless('id,said\n', `1,${'x'.repeat(200)}\n`))
  expect(await growth(() => expect(drain(rows().pipe(createGzip()))).rejects.toMatchObject({ code: 'import.too-large' }))).toBeLessThan(
    100_000_000,
  )
  expect(await growth(() => expect(drain(rows())).rejects.toMatchObject({ code: 'import.too-large' }))).toBeLessThan(100_000_000)
})

test('a spreadsheet that would unpack to more than allowed is refused before it is unpacked', async () => {
  const file = Buffer.from(await writeXlsx({ sheets: [{ name: 'x', rows: Array.from({ length: 3000 }, () => ['the same text again']) }] }))
  await expect(read(bytes(file), {}, { ...usual, unpackedBytes: 20_000 })).rejects.toMatchObject({ code: 'import.too-large' })
  await expect(read(bytes(file), {}, { ...usual, sharedTextBytes: 100 })).rejects.toMatchObject({ code: 'import.too-large' })
})

test('an archive whose names lead out of it is refused', async () => {
  const file = Buffer.from(await writeXlsx({ sheets: [{ name: 'x', rows: [['a'], ['b']] }] }))
  const hostile = Buffer.from(file.toString('latin1').replaceAll('xl/workbook.xml', '../../etc/passw'), 'latin1')
  await expect(read(bytes(hostile))).rejects.toMatchObject({ code: 'import.damaged' })
})

test('reading takes time in proportion to the size, even for nasty text', async () => {
  const nasty = ['x\n', '"x""', '"', ',', '""""\n', '[', '{"a":', '\r', '\t\r\n']
  for (const piece of nasty) {
    const took = async (size: number) => {
      // Time of this process's own work: what else the machine does is no part of it.
      const before = process.cpuUsage()
      await read(bytes('a,b\n' + piece.repeat(size / piece.length))).catch(() => {})
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    await took(100_000)
    expect(await took(800_000), piece).toBeLessThan(300 + 8 * 2.5 * (await took(100_000)))
  }
})

const shared = '../shared/data'
test.skipIf(!existsSync(shared)).each([
  ['nps/miro_nps.csv', 441, 'utf-8', ['user_id', 'text', 'NPS_Score']],
  [
    'nps/botanic_first250.csv',
    250,
    'windows-1252',
    ['#1', 'id', 'nps', 'satisfaction', 'intention', 'explication', 'NbPassageKS', 'CaTicket', 't'],
  ],
  ['text/skytrax_lounge.csv.gz', 2264, 'utf-8', expect.arrayContaining(['author', 'content', 'overall_rating'])],
  ['text/thai/wisesight_train.jsonl.gz', 21_628, 'utf-8', ['category', 'texts']],
  ['calls/shifts.csv', 24, 'utf-8', expect.arrayContaining(['Hour', 'StartTime'])],
])('%s is read as it is', async (name, count, encoding, headers) => {
  const path = `${shared}/${name}`
  expect(await peek(createReadStream(path), {}, { bytes: statSync(path).size })).toMatchObject({ encoding, headers, rowsGuessed: count })
  const { rows } = await read(createReadStream(path))
  expect(rows).toHaveLength(count)
  expect(rows.some(({ broken }) => broken)).toBe(false)
})
