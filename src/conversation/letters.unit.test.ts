import fc from 'fast-check'
import { expect, test } from 'vitest'
import { written } from '#core/mail/quoted.ts'
import { letterOf } from '#kernel/imap.ts'
import { payloads } from '../../e2e/payloads.ts'
import type { Piece } from './letter-words.ts'
import { piecesOf } from './pieces.ts'
import { fillPlaces, openPlace, unknownPlaces } from './placeholders.ts'
import { readLetter } from './read-letter.ts'
import { mailKinds, packed, withFile } from './testing-mails.ts'
import { unpack } from './tnef.ts'

const read = async (raw: Buffer) => readLetter(await letterOf(raw))

test.each(mailKinds.filter(kind => kind.says).map(kind => [kind.name, kind] as const))(
  'the words of a mail in %s are read',
  async (_, { make, says }) => {
    expect((await read(make(7))).own).toContain(says)
  },
)

test.each(mailKinds.map(kind => [kind.name, kind] as const))('a mail that is %s crashes nothing', async (_, { make }) => {
  const { own, subject, files } = await read(make(3))
  expect(`${own}${subject}${files.map(file => file.name).join('')}`).not.toMatch(/\0|[\ud800-\udbff](?![\udc00-\udfff])/)
})

test('what is packed in a winmail.dat comes out, and what is cut off ends there', async () => {
  const whole = packed('plan.txt', Buffer.from('inside'))
  expect(unpack(whole)).toMatchObject({ text: 'Packed words', files: [{ name: 'plan.txt' }] })
  const { files } = await read(withFile(1, 'application/ms-tnef', 'winmail.dat', whole))
  expect(files.map(file => [file.name, file.bytes.toString()])).toEqual([['plan.txt', 'inside']])
  for (let length = 0; length < whole.length; length++) expect(() => unpack(whole.subarray(0, length))).not.toThrow()
})

test('files are what their bytes say', async () => {
  const warned = async (name: string, bytes: string) =>
    (await read(withFile(1, 'image/png', name, Buffer.from(bytes, 'latin1')))).files[0]!.warning
  expect(await warned('a.png', 'MZ\x90')).toBe('program')
  expect(await warned('a.png', '<html>')).toBe('page')
  expect(await warned('a.svg', '<svg onload=x>')).toBe('page')
  expect(await warned('a.png', '%PDF-1.7')).toBe('other-than-named')
  expect(await warned('a.pdf', '%PDF-1.7')).toBeNull()
})

test.each([
  ['English', 'Thanks!\n\nOn Mon, 2 Mar 2026 at 10:00, Help <help@x.example> wrote:\n> old', 'Thanks!'],
  ['broken over two lines', 'Yes\n\nOn Mon, 2 Mar 2026 at 10:00 Help Desk\n<help@x.example> wrote:\n\n> old', 'Yes'],
  ['Thai', 'ขอบคุณค่ะ\n\nเมื่อ จ. 2 มี.ค. 2026 เวลา 10:00 Help <help@x.example> เขียนว่า:\n> old', 'ขอบคุณค่ะ'],
  ['Lao', 'ຂອບໃຈ\n\nໃນວັນຈັນ, 2 ມີນາ 2026 Help <help@x.example> ຂຽນວ່າ:\n> old', 'ຂອບໃຈ'],
  ['Khmer', 'អរគុណ\n\nនៅថ្ងៃចន្ទ 2 មីនា 2026 Help <help@x.example> បានសរសេរ៖\n> old', 'អរគុណ'],
  ['Outlook', 'OK\n\nFrom: Help <help@x.example>\nSent: Monday\nTo: me\nSubject: x\n\nold', 'OK'],
  ['Outlook in Thai', 'โอเค\n\nจาก: Help <help@x.example>\nส่ง: วันจันทร์\nถึง: ฉัน\nเรื่อง: x\n\nเก่า', 'โอเค'],
  ['an original message', 'Fine\n\n-----Original Message-----\nold', 'Fine'],
  ['only quoted', '> a\n> b', '> a\n> b'],
  ['answers in between', '> one?\nYes.\n> two?\nNo.', '> one?\nYes.\n> two?\nNo.'],
  ['a sentence that only sounds so', 'She wrote: call me at 10.\nPlease do.', 'She wrote: call me at 10.\nPlease do.'],
])('what was written now is found: %s', (_, text, own) => {
  expect(written(text).own).toBe(own)
})

test('a signature stands apart', () => {
  expect(written('Hello\n\n-- \nNoy\nShop')).toEqual({ own: 'Hello', signature: '--\nNoy\nShop', quoted: '' })
  expect(written('Hello\n\nSent from my iPhone').own).toBe('Hello')
})

test('no word is lost between the three parts', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('> old', '-- ', 'On 1 Jan a@b.c wrote:', '', 'From: a@b.c', 'Sent: now', 'To: b'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), lines => {
      const { own, signature, quoted } = written(lines.join('\n'))
      const bare = (text: string) => text.replace(/\s/g, '')
      expect(bare(own + signature + quoted)).toBe(bare(lines.join('\n')))
    }),
  )
})

const flat = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap(piece => [piece, ...(typeof piece !== 'string' && 'in' in piece ? flat(piece.in) : [])])

test('no address in a mail leads to a script, and nothing of it is markup', () => {
  const hostile = [
    ...payloads,
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:x">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="//evil.example">x</a>',
    '<img src="file:///etc/passwd"><img src="javascript:x">',
  ]
  for (const html of hostile)
    for (const piece of flat(piecesOf(html, () => null))) {
      if (typeof piece === 'string') continue
      if ('href' in piece) expect(piece.href).toMatch(/^(https?:\/\/|mailto:|tel:)/i)
      if ('elsewhere' in piece) expect(piece.elsewhere).toMatch(/^https?:\/\//)
      expect(Object.keys(piece).every(key => ['mark', 'in', 'href', 'fileId', 'elsewhere', 'alt'].includes(key))).toBe(true)
    }
})

test('scripts and styles say nothing, a dot that tells on the reader is not there, pictures of the mail are', () => {
  const html =
    '<style>a{}</style><script>x()</script><p>Hi <b>you</b></p><img src="https://t.example/1.gif" width=1 height=1><img src="cid:a@b" alt="cat"><img src="cid:none">'
  expect(piecesOf(html, cid => (cid === 'a@b' ? 'file' : null))).toEqual([
    { mark: 'p', in: ['Hi ', { mark: 'b', in: ['you'] }] },
    { fileId: 'file', alt: 'cat' },
  ])
})

test('places are filled where something is known, and left to be seen where not', () => {
  const places = { customer: 'Noy', account: '', topic: '', case: '#7', me: 'Vilay', company: 'Sabai Pay' }
  expect(fillPlaces('Dear {{ customer }} of {{account}}', places)).toBe('Dear Noy of {{account}}')
  expect(openPlace('Dear {{account}}')).toBe('account')
  expect(openPlace('{ no } {{}')).toBeNull()
  expect(unknownPlaces('{{customer}} {{foo}} {{}}')).toEqual(['foo', ''])
})
