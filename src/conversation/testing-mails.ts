import { written } from './testing-letters.ts'

// Mails as they really come: odd encodings, broken structure, machines, loops. Made from a number, so that a failure can be made again.

/** UTF-8 Thai in the bytes that old programs write. */
const thai = (text: string) =>
  Buffer.from([...text].map(letter => (letter.codePointAt(0)! > 0xe00 ? letter.codePointAt(0)! - 0xe00 + 0xa0 : letter.charCodeAt(0))))
const head = (n: number, more: readonly string[]) =>
  [
    `From: Person ${n} <p${n}@many.example>`,
    'To: help@sabai.example',
    `Message-ID: <m${n}@many.example>`,
    'MIME-Version: 1.0',
    ...more,
    '',
    '',
  ].join('\r\n')
const joined = (header: string, body: Buffer) => Buffer.concat([Buffer.from(header, 'latin1'), body])
const encoded = (charset: string, bytes: Buffer) => `=?${charset}?B?${bytes.toString('base64')}?=`

/** A `winmail.dat` with one file and plain words. */
export function packed(name: string, content: Buffer, body = 'Packed words'): Buffer {
  const attribute = (level: number, id: number, value: Buffer) => {
    const begin = Buffer.alloc(9)
    begin.writeUInt8(level, 0)
    begin.writeUInt32LE(id, 1)
    begin.writeUInt32LE(value.length, 5)
    return Buffer.concat([begin, value, Buffer.alloc(2)])
  }
  const start = Buffer.alloc(6)
  start.writeUInt32LE(0x223e9f78, 0)
  return Buffer.concat([
    start,
    attribute(1, 0x0002800c, Buffer.from(`${body}\0`)),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${name}\0`)),
    attribute(2, 0x0006800f, content),
  ])
}

export const withFile = (n: number, type: string, name: string, content: Buffer) =>
  Buffer.from(
    `${head(n, [`Subject: File ${n}`, 'Content-Type: multipart/mixed; boundary=b'])}--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee the file ${n}.\r\n--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`,
  )

type Kind = { name: string; make: (n: number) => Buffer; says?: string }

/** One of each; the n-th mail is of the n-th kind, round and round. */
export const mailKinds: readonly Kind[] = [
  {
    name: 'plain',
    make: n => Buffer.from(written({ from: `p${n}@many.example`, to: 'help@sabai.example', subject: `Plain ${n}`, text: `Words ${n}` })),
    says: 'Words',
  },
  {
    name: 'TIS-620',
    make: n =>
      joined(
        head(n, [
          `Subject: ${encoded('TIS-620', thai('บัตร'))}`,
          'Content-Type: text/plain; charset=TIS-620',
          'Content-Transfer-Encoding: 8bit',
        ]),
        thai(`บัตรใช้ไม่ได้ ${n}`),
      ),
    says: 'บัตรใช้ไม่ได้',
  },
  {
    name: 'windows-874',
    make: n => joined(head(n, ['Subject: Thai', 'Content-Type: text/plain; charset=windows-874']), thai(`เงินหาย ${n}`)),
    says: 'เงินหาย',
  },
  { name: 'Thai undeclared', make: n => joined(head(n, ['Subject: Thai']), thai(`โทรกลับด้วยครับ ขอบคุณมากครับ ${n}`)), says: 'โทรกลับด้วยครับ' },
  {
    name: 'Lao in UTF-8 base64',
    make: n =>
      joined(
        head(n, [
          `Subject: ${encoded('UTF-8', Buffer.from('ບັດໃຊ້ບໍ່ໄດ້'))}`,
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: base64',
        ]),
        Buffer.from(Buffer.from(`ສະບາຍດີ ${n}`).toString('base64')),
      ),
    says: 'ສະບາຍດີ',
  },
  {
    name: 'Khmer quoted-printable',
    make: n =>
      joined(
        head(n, ['Subject: km', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable']),
        Buffer.from([...Buffer.from(`សួស្តី ${n}`)].map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')),
      ),
    says: 'សួស្តី',
  },
  {
    name: 'iso-2022-jp',
    make: n =>
      joined(
        head(n, ['Subject: jp', 'Content-Type: text/plain; charset=iso-2022-jp']),
        Buffer.from(`\x1b$B$3$s$K$A$O\x1b(B ${n}`, 'latin1'),
      ),
    says: 'こんにちは',
  },
  {
    name: 'gb18030',
    make: n =>
      joined(
        head(n, ['Subject: cn', 'Content-Type: text/plain; charset=gb18030']),
        Buffer.concat([Buffer.from('c4e3bac3', 'hex'), Buffer.from(` ${n}`)]),
      ),
    says: '你好',
  },
  {
    name: 'HTML only',
    make: n =>
      joined(
        head(n, ['Subject: html', 'Content-Type: text/html; charset=utf-8']),
        Buffer.from(`<div>First ${n}<br>second</div><blockquote>old words</blockquote>`),
      ),
    says: 'First',
  },
  {
    name: 'winmail.dat',
    make: n => withFile(n, 'application/ms-tnef', 'winmail.dat', packed('plan.txt', Buffer.from(`inside ${n}`))),
    says: 'See the file',
  },
  {
    name: 'a charset that does not exist',
    make: n => joined(head(n, ['Subject: x', 'Content-Type: text/plain; charset=no-such-thing']), Buffer.from(`Still words ${n}`)),
    says: 'Still words',
  },
  { name: 'empty', make: n => Buffer.from(head(n, [`Subject: Nothing ${n}`])) },
  { name: 'no subject, no body, no date', make: n => Buffer.from(head(n, [])) },
  {
    name: 'broken multipart',
    make: n =>
      joined(head(n, [`Subject: Broken ${n}`, 'Content-Type: multipart/mixed; boundary="never"']), Buffer.from(`no boundary here ${n}`)),
  },
  { name: 'cut off in the middle', make: n => withFile(n, 'application/pdf', 'cut.pdf', Buffer.alloc(4_000, n)).subarray(0, 2_000) },
  {
    name: 'base64 that is none',
    make: n => joined(head(n, ['Subject: b', 'Content-Transfer-Encoding: base64']), Buffer.from(`!!! ${n} ???`)),
  },
  {
    name: 'zero bytes and lone surrogates',
    make: n =>
      joined(
        head(n, ['Subject: =?utf-8?Q?a=00b?=', 'Content-Type: text/plain; charset=utf-8']),
        Buffer.from([97, 0, 98, 0xed, 0xa0, 0x80, 99, n & 127]),
      ),
  },
  {
    name: 'a hundred headers of one kind',
    make: n =>
      Buffer.from(
        `${'Received: from a by b\r\n'.repeat(100)}${written({ from: `p${n}@many.example`, to: 'help@sabai.example', subject: `Far ${n}`, text: `Long way ${n}` })}`,
      ),
    says: 'Long way',
  },
  {
    name: 'an attachment named to deceive',
    make: n => withFile(n, 'image/png', '../../../etc/passwd\u202egnp.exe', Buffer.from('MZ')),
    says: 'See the file',
  },
  {
    name: 'away',
    make: n =>
      Buffer.from(
        written({
          from: `p${n}@many.example`,
          to: 'help@sabai.example',
          subject: 'Out of office',
          text: 'I am away',
          headers: 'Auto-Submitted: auto-replied',
        }),
      ),
  },
  {
    name: 'newsletter',
    make: n =>
      Buffer.from(written({ from: `p${n}@many.example`, to: 'help@sabai.example', subject: 'News', text: 'Buy', headers: 'List-Id: <x>' })),
  },
  { name: 'nobody', make: n => Buffer.from(`To: help@sabai.example\r\nSubject: From nobody ${n}\r\n\r\nWho am I?\r\n`) },
  { name: 'not a mail at all', make: n => Buffer.from(`\x89PNG ${n} \xff\xfe`, 'latin1') },
]
