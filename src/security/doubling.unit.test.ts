import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { piecesOf, wordsOf } from '#conversation/pieces.ts'
import { written } from '#core/mail/quoted.ts'
import { indexGrams, likePattern, tsquery } from '#core/text/grams.ts'
import { cut, length } from '#core/text/graphemes.ts'
import { languageOf } from '#core/text/language.ts'
import { searchKey, store } from '#core/text/normalise.ts'
import { highlight, tier } from '#core/text/rank.ts'
import { words } from '#core/text/words.ts'
import { readInstant } from '#core/time/read-instant.ts'
import { cellReader } from '#imports/cells/read-cell.ts'
import { openTable } from '#imports/reading/open.ts'
import { networkOf } from '#kernel/attempts.ts'
import { html, scriptValue } from '#kernel/html.ts'
import type { ImportSettings } from '#kernel/importer.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { say } from '#kernel/text.ts'
import { sheetOf, workbookOf } from './made-files.ts'

// Twice as much to read is about twice the work, whatever is written there: by the CPU's own count, which a busy machine does not change.
const MOST = 2.6
const DOUBLINGS = 2
/** A text that is kept has at most 50,000 letters. */
const SMALL = 12_500
const LEAST_MS = 8

/** CPU milliseconds of one run, of as many runs as make a measurable time. */
async function cost(run: () => unknown): Promise<number> {
  for (let runs = 1; ; runs *= 4) {
    const before = process.cpuUsage()
    for (let n = 0; n < runs; n++) await run()
    const { user, system } = process.cpuUsage(before)
    const ms = (user + system) / 1_000
    if (ms >= LEAST_MS) return ms / runs
  }
}

/** By how much the work grows at a doubling. What is quadratic is so every time; what only met a collection of garbage is not: the best of three counts. */
async function growth<Input>(make: (size: number) => Input, run: (input: Input) => unknown): Promise<number> {
  const [small, big] = [make(SMALL), make(SMALL * 2 ** DOUBLINGS)]
  let best = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 3 && best > MOST; tries++) {
    const large = await cost(() => run(big))
    // Copying of memory is not smooth at such speeds, and nobody waits for it.
    if (large < 1) return 1
    best = Math.min(best, (large / (await cost(() => run(small)))) ** (1 / DOUBLINGS))
  }
  return best
}

/** Those of the shapes at which the work grows more than it may. */
async function tooSlow<Shape>(shapes: Record<string, Shape>, measure: (shape: Shape) => Promise<number>) {
  const slow: string[] = []
  for (const [name, shape] of Object.entries(shapes)) {
    const ratio = await measure(shape)
    if (ratio > MOST) slow.push(`${name}: ${ratio.toFixed(2)}`)
  }
  return slow
}

const repeated = (part: string) => (size: number) => part.repeat(Math.ceil(size / part.length))
const after =
  (first: string, part: string, last = '') =>
  (size: number) =>
    first + part.repeat(Math.ceil(size / part.length)) + last

/** What slow patterns and clever sorts are slow at. */
const shapes: Record<string, (size: number) => string> = {
  'one letter': repeated('a'),
  'plain words': repeated('We waited, and nobody came. '),
  'Thai without spaces': repeated('ลูกค้าไม่พอใจเพราะรอนานเกินไป'),
  Lao: repeated('ລູກຄ້າບໍ່ພໍໃຈຍ້ອນລໍຖ້າດົນ'),
  Khmer: repeated('អតិថិជនមិនពេញចិត្តព្រោះរង់ចាំយូរ'),
  'marks in a wrong order': after('a', '\u0315\u0300'),
  'voicing marks in a wrong order': after('a', '\uff9e\u0300'),
  'marks of different kinds between invisible letters': after('a', '\u0315\u200b\u0300'),
  'tone marks': after('ก', '\u0e49\u0e38'),
  'Lao tone marks and SARA AM': repeated('\u0ecd\u0ec8\u0eb2\u0e4d\u0e32'),
  'vowels that make one': repeated('เ'),
  'joined emoji': repeated('👩‍👩‍👧‍👦'),
  flags: repeated('🇱🇦'),
  'a family without an end': after('👩', '\u200d👩'),
  'surrogates alone': repeated('\ud800'),
  'spaces and an end': after('', ' ', 'x'),
  'tabs and lines': repeated('\t\n\r '),
  quotes: repeated('"'),
  brackets: repeated('[{('),
  'tags without an end': repeated('<a '),
  entities: repeated('&amp;&#x41;&'),
  braces: repeated('{n, plural, '),
  'percents and backslashes': repeated('%\\_'),
  digits: repeated('1234567890'),
  'digits and dots': repeated('1.'),
  'an address without an end': after('a', '@a.a'),
  'a web address without an end': after('http://', 'a://'),
  dashes: repeated('2026-'),
}

const settings = {
  source: 'x',
  zone: 'UTC',
  dateOrder: null,
  missingDate: 'now',
  emptyMarkers: [],
  scale: 'nps',
  cases: 'none',
} as unknown as ImportSettings
const reader = (kind: string) => cellReader({ key: 'x', kind, required: false } as never, settings)
const readers: Record<string, (text: string) => unknown> = {
  'as it is kept': store,
  'as it is searched for': searchKey,
  'in grams': text => indexGrams(text, 1),
  'as a query': text => [tsquery(text, 1), likePattern(text)],
  'by language': languageOf,
  'in words': text => words(text, 'th'),
  'in graphemes': length,
  'cut short': text => cut(text, 200),
  'marked where a query is found': text => highlight(text, text.slice(0, 3)),
  ranked: text => tier(text, text.slice(-3)),
  'as a date': text => readInstant(text, { zone: 'UTC' }),
  'as a cell': text => ['instant', 'score', 'number', 'email', 'phone', 'language', 'text'].map(kind => reader(kind)(text)),
  'as HTML': text => html`<p title="${text}">${text}</p>`.text + scriptValue(text).text,
  'as a mail': text => mailHtml('lo', text, { label: text, href: text }),
  'in a message': text => say('lo', 'directory.end.title', { name: text }),
  'as an address of a network': networkOf,
}

test.each(Object.keys(readers))('a text read %s', { timeout: 240_000 }, async name => {
  expect(await tooSlow(shapes, shape => growth(shape, readers[name]!))).toEqual([])
})

const letters: Record<string, (text: string) => unknown> = {
  'own words, signature and quote': written,
  'pieces of HTML': text => wordsOf(piecesOf(text, () => null)),
}
const mails: typeof shapes = {
  ...shapes,
  'empty lines': repeated('\n'),
  'the beginning of a quote': repeated('On 1 a@b.c '),
  'tags in tags': repeated('<div>'),
  'links in links': repeated('<a href="https://x">'),
  'lines in a quote': after('<blockquote>', 'x<br>'),
}
test.each(Object.keys(letters))('a mail that came, read as %s', { timeout: 240_000 }, async name => {
  expect(await tooSlow(mails, shape => growth(shape, letters[name]!))).toEqual([])
})

/** A whole file, read to its end or to where it is refused. */
async function readFile(bytes: Buffer) {
  try {
    const table = await openTable(Readable.from([bytes]))
    for await (const _ of table.batches);
  } catch {
    // Refused is an answer; how long it takes is the question.
  }
}

const files: Record<string, (size: number) => string> = {
  quotes: repeated('"'),
  'a quote that never ends': after('"', 'a,b\n'),
  'pairs of quotes': repeated('""'),
  'quoted cells': repeated('"a","b"\n'),
  'quoted lines within a cell': after('a,b\n', '"x\n', '"'),
  'empty lines': repeated('\n'),
  'lines of two kinds': repeated('a,b\r\nc,d\r'),
  'commas in rows': repeated(`${','.repeat(300)}\n`),
  'semicolons within commas': repeated('a;b,c|d\te\n'),
  'JSON lines': repeated('{"text":"a","score":5}\n'),
  'JSON lines that are none': repeated('{"text":\n'),
  'a JSON array': after('[', '{"text":"a"},', '{}]'),
  'JSON that only opens': after('[', '{"a":['),
  'a string in JSON that never ends': after('[{"a":"', '\\"\\\\'),
  binary: repeated('\u0001\u0002a'),
  'western letters': size => Buffer.alloc(size, 0xe9).toString('latin1'),
}
test('a file, whatever it is made of', { timeout: 240_000 }, async () => {
  expect(await tooSlow(files, shape => growth(size => Buffer.from(shape(size * 8)), readFile))).toEqual([])
})

const books: Record<string, (size: number) => Parameters<typeof workbookOf>[0]> = {
  rows: size => ({ sheet: sheetOf(repeated('<row><c t="str"><v>a</v></c></row>')(size)) }),
  'tags without an end': size => ({ sheet: sheetOf(repeated('<c ')(size)) }),
  'cells far to the right': size => ({ sheet: sheetOf(repeated('<row><c r="ZZ1"><v>1</v></c></row>')(size)) }),
  entities: size => ({ sheet: sheetOf(`<row><c t="str"><v>${repeated('&amp;&lol;&')(size)}</v></c></row>`) }),
  'forbidden characters': size => ({ sheet: sheetOf(`<row><c t="str"><v>${repeated('_x_x000D')(size)}</v></c></row>`) }),
  'shared texts': size => ({ shared: `<sst>${repeated('<si><t>a</t></si>')(size)}</sst>` }),
  'shared texts in one piece': size => ({ shared: `<sst><si>${repeated('<t>a</t>')(size)}</si></sst>` }),
  attributes: size => ({ sheet: sheetOf(`<row><c ${repeated('r=" ')(size)}"><v>1</v></c></row>`) }),
  'sheets without an end': size => ({ book: `<workbook>${repeated('<sheet ')(size)}` }),
  'sheets that repeat': size => ({ book: `<workbook>${repeated('<sheet name="a" r:id="r1"/>')(size)}</workbook>` }),
  'relations without an end': size => ({ rels: repeated('<Relationship ')(size) }),
  'styles without an end': size => ({ styles: repeated('<cellXfs>')(size) }),
  'formats without an end': size => ({ styles: repeated('<numFmt ')(size) }),
  'brackets in a format': size => ({
    styles: `<numFmt numFmtId="200" formatCode="${repeated('[')(size)}"/><cellXfs><xf numFmtId="200"/></cellXfs>`,
  }),
  'many styles of one long format': size => ({
    styles: `<numFmt numFmtId="200" formatCode="${repeated('d')(size / 2)}"/><cellXfs>${repeated('<xf numFmtId="200"/>')(size / 2)}</cellXfs>`,
  }),
  'styles of one text': size => ({ styles: `<cellXfs>${repeated('<xf numFmtId="14"/>')(size)}</cellXfs>` }),
}
test('a workbook, whatever it is made of', { timeout: 240_000 }, async () => {
  expect(await tooSlow(books, shape => growth(size => workbookOf(shape(size * 8)), readFile))).toEqual([])
})

test('the measure sees what is quadratic', { timeout: 240_000 }, async () => {
  const slow = { spaces: (size: number) => ' '.repeat(size / 2), marks: (size: number) => `a${'\u0315\u0300'.repeat(size / 10)}` }
  expect(await tooSlow({ spaces: slow.spaces }, shape => growth(shape, text => /\s+$/.test(`${text}x`)))).toHaveLength(1)
  expect(await tooSlow({ marks: slow.marks }, shape => growth(shape, text => text.normalize('NFC')))).toHaveLength(1)
})
