import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#directory/api.ts'
import { sendMail } from '#kernel/mail.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import { type TestApp, testApp } from '#testing.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
beforeAll(async () => {
  smtp = await smtpServer()
  app = await testApp({ smtpUrl: smtp.url, publicUrl: 'https://sabai.example' })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})

const known = new Set(
  'from to subject message-id content-language auto-submitted reply-to in-reply-to references date mime-version content-type content-transfer-encoding'.split(
    ' ',
  ),
)
/** The names of the headers of a mail as it went over the wire. */
const headersOf = (raw: string) =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .split('\r\n')
    .filter(line => !/^\s/.test(line))
    .map(line => line.slice(0, line.indexOf(':')).toLowerCase())

const payloads = [
  'x\r\nBcc: evil@evil.example',
  'x\nBcc: evil@evil.example\n\n<b>body</b>',
  'x\rBcc: evil@evil.example',
  'x\u0085Bcc: evil@evil.example',
  'x\u2028Bcc: evil@evil.example',
  'x\u0000\r\n\r\nbody',
  '=?utf-8?q?x=0D=0ABcc:_evil@evil.example?=',
  '"evil" <evil@evil.example>, other@evil.example',
  'evil@evil.example>\r\nRCPT TO:<evil@evil.example',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'x'.repeat(50_000),
  'ສະບາຍດີ '.repeat(2_000),
]

test('no field of a mail makes another header, another recipient or another part', async () => {
  for (const payload of payloads) {
    smtp.received.length = 0
    await app.write(ctx =>
      sendMail(ctx, {
        ...{ purpose: 'reply', to: 'one@mekong.example', toName: payload, fromName: payload, replyTo: payload, subject: payload },
        ...{
          text: payload.replaceAll('\0', ''),
          language: 'en',
          inReplyTo: payload.slice(0, 200).replaceAll('\0', ''),
          thread: [payload.slice(0, 200).replaceAll('\0', '')],
        },
        expiresAt: new Date(app.clock.now.getTime() + 3_600_000),
      }),
    )
    await app.settle()
    for (const { raw, recipients, bcc, cc } of smtp.received) {
      const said = `${JSON.stringify(payload.slice(0, 60))}\n${raw.slice(0, 1_500)}`
      expect(recipients, said).toEqual(['one@mekong.example'])
      expect([bcc, cc], said).toEqual([undefined, undefined])
      const names = headersOf(raw)
      expect(
        names.filter(name => !known.has(name)),
        said,
      ).toEqual([])
      expect(new Set(names).size, said).toBe(names.length)
    }
    expect(smtp.received.length, JSON.stringify(payload.slice(0, 60))).toBe(1)
  }
}, 60_000)

test('an address that is several is none', async () => {
  smtp.received.length = 0
  for (const to of ['one@mekong.example, two@mekong.example', 'one@mekong.example;two@mekong.example', 'Group: a@b.example, c@d.example;'])
    await app.write(ctx =>
      sendMail(ctx, {
        purpose: 'reply',
        to,
        subject: 'x',
        text: 'x',
        language: 'en',
        expiresAt: new Date(app.clock.now.getTime() + 3_600_000),
      }),
    )
  await app.settle()
  for (const { recipients } of smtp.received) expect(recipients).toHaveLength(1)
})

test('names that people gave are words in a mail, never HTML and never a header', async () => {
  await app.as('dala').call(api.changeWorkspace, { name: '<img src=x onerror=alert(1)>\r\nBcc: evil@evil.example' })
  for (const language of ['en', 'th', 'lo', 'km'] as const) {
    smtp.received.length = 0
    const name = '"><script>alert(1)</script>\r\nBcc: evil@evil.example'
    await app.as('dala').call(api.addMember, { name, email: `named-${language}@mekong.example`, role: 'rep', language })
    await app.settle()
    const [mail] = smtp.received
    expect(headersOf(mail!.raw).filter(one => !known.has(one))).toEqual([])
    expect(mail!.recipients).toEqual([`named-${language}@mekong.example`])
    expect(String(mail!.html)).not.toMatch(/<script|<img/i)
    expect(String(mail!.html)).toContain('&#60;script&#62;')
    expect(String(mail!.html)).not.toMatch(/(src|href)="(?!https:\/\/sabai\.example)/)
  }
}, 60_000)
