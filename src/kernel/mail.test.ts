import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import { type NewMail, sendMail } from './mail.ts'
import { AT_ONCE, post } from './post.ts'
import type { Slice } from './slice.ts'
import { smtpServer } from './testing-mail.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
const keep = <T extends { close: () => Promise<void> }>(one: T): T => {
  open.push(one)
  return one
}

const mail = (app: TestApp, more: Partial<NewMail> = {}): NewMail => ({
  purpose: 'reply',
  to: 'bounmy@lpcoffee.example',
  subject: 'ເຄື່ອງຮັບບັດ #12',
  text: 'ສະບາຍດີ',
  language: 'lo',
  expiresAt: new Date(app.clock.now.getTime() + 3 * 86_400_000),
  ...more,
})
const rows = (app: TestApp) =>
  app.read(({ db }) => db.selectFrom('mail').select(['state', 'attempts', 'problem', 'tryAt']).orderBy('id').execute())

test('a mail goes once, after its commit, with its words as they were written', async () => {
  const smtp = keep(await smtpServer())
  const app = keep(await testApp({ smtpUrl: smtp.url }))
  const { messageId } = await app.write(ctx =>
    sendMail(
      ctx,
      mail(app, {
        fromName: 'Noi Keomany',
        replyTo: 'noi@sabai.example',
        inReplyTo: '<first@sabai.invalid>',
        thread: ['<first@sabai.invalid>'],
      }),
    ),
  )
  expect(smtp.received).toHaveLength(0)
  await app.settle()
  await app.settle()
  expect(smtp.received).toHaveLength(1)
  const [got] = smtp.received
  expect(got).toMatchObject({ subject: 'ເຄື່ອງຮັບບັດ #12', recipients: ['bounmy@lpcoffee.example'], inReplyTo: '<first@sabai.example>' })
  expect(got!.messageId).toBe(messageId.replace('sabai.invalid', 'sabai.example'))
  expect(got!.text?.trim()).toBe('ສະບາຍດີ')
  expect(got!.from?.text).toBe('"Noi Keomany (Sabai Pay)" <hello@sabai.example>')
  expect(got!.replyTo?.text).toBe('noi@sabai.example')
})

test('what fails in its transaction is never sent', async () => {
  const smtp = keep(await smtpServer())
  const app = keep(await testApp({ smtpUrl: smtp.url }))
  const broken = app.write(async ctx => {
    await sendMail(ctx, mail(app))
    throw new Error('after the mail')
  })
  await expect(broken).rejects.toThrow('after the mail')
  await app.settle()
  expect(smtp.received).toHaveLength(0)
})

test('a reply waits neither behind ten thousand mails of a send nor behind those that are just going', { timeout: 60_000 }, async () => {
  const smtp = keep(await smtpServer())
  const app = keep(await testApp({ smtpUrl: smtp.url }))
  const at = app.clock.now.toISOString()
  await app.write(({ tx }) =>
    sql`insert into mail (id, at, try_at, expires_at, purpose, many, to_address, subject, text, language, message_id)
      select gen_random_uuid(), ${at}, ${at}::timestamptz - interval '1 hour', ${at}::timestamptz + interval '1 day', 'toy.survey', true, 'p' || n || '@people.example',
        'How was it?', 'How?', 'en', '<' || n || '@sabai.invalid>' from generate_series(1, 10000) n`.execute(tx),
  )
  const settings = { smtpUrl: smtp.url, mailFrom: null, mailReplyTo: null, signIn: app.signIn }
  const carrying = post(app.inside, settings, new Map(), new Map(), error => expect.unreachable(error.message))
  const [first, many] = carrying.lanes
  const going = many!()
  await vi.waitFor(() => expect(smtp.received.length).toBeGreaterThan(0))
  await app.write(ctx => sendMail(ctx, mail(app)))
  const before = smtp.received.length
  expect(await first!()).toBe(1)
  const place = smtp.received.findIndex(one => one.recipients[0] === 'bounmy@lpcoffee.example')
  expect(place - before).toBeLessThan(100)
  expect(place).toBeGreaterThan(0)
  expect(await going).toBe(200)
  carrying.close()
})

test('a server that is away for an hour refuses nothing: all is sent when it is back, once', async () => {
  const before = await smtpServer()
  await before.close()
  const app = keep(await testApp({ smtpUrl: before.url }))
  for (let n = 0; n < 5; n++) await app.write(ctx => sendMail(ctx, mail(app)))
  for (let minute = 0; minute < 60; minute += 10) {
    await app.settle()
    app.clock.forward(10)
  }
  expect(await rows(app)).toEqual(
    Array.from({ length: 5 }, () => expect.objectContaining({ state: 'waiting', problem: expect.stringMatching(/ECONNREFUSED/) })),
  )
  const back = keep(await smtpServer(undefined, before.port))
  app.clock.forward(60)
  await app.settle()
  await app.settle()
  expect(back.received).toHaveLength(5)
})

test('an address that does not exist fails for good; a full mailbox is tried again', async () => {
  let full = true
  const smtp = keep(
    await smtpServer(address =>
      address.startsWith('no-one') ? { code: 550, text: 'no such user' } : full ? { code: 452, text: 'mailbox full' } : null,
    ),
  )
  const app = keep(await testApp({ smtpUrl: smtp.url }))
  await app.write(ctx => sendMail(ctx, mail(app, { to: 'no-one@lpcoffee.example' })))
  await app.write(ctx => sendMail(ctx, mail(app)))
  await app.settle()
  expect(await rows(app)).toMatchObject([{ state: 'failed' }, { state: 'waiting', attempts: 1 }])
  full = false
  app.clock.forward(1)
  await app.settle()
  expect(await rows(app)).toMatchObject([{ state: 'failed' }, { state: 'sent', attempts: 2 }])
  expect(smtp.received).toHaveLength(1)
})

test('without an SMTP server mail waits, and in the end expires: nothing is lost in silence', async () => {
  const app = keep(await testApp())
  await app.write(ctx => sendMail(ctx, mail(app)))
  await app.settle()
  expect(await rows(app)).toMatchObject([{ state: 'waiting' }])
  app.clock.forward(3 * 24 * 60)
  await app.settle()
  expect(await rows(app)).toMatchObject([{ state: 'expired', tryAt: null }])
})

test('line breaks in a field start no header of their own', async () => {
  const smtp = keep(await smtpServer())
  const app = keep(await testApp({ smtpUrl: smtp.url }))
  const nasty = 'Hello\r\nBcc: everyone@example.com\r\n\r\n<script>'
  await app.write(ctx => sendMail(ctx, mail(app, { subject: nasty, fromName: nasty, toName: nasty })))
  await app.settle()
  const names = smtp.received[0]!.headerLines.map(one => one.key)
  expect(names.sort()).toEqual([
    'content-language',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ])
  expect(smtp.received[0]!.recipients).toEqual(['bounmy@lpcoffee.example'])
})

test('a mail that cannot be written holds up no other, and is tried again later, not at once', async () => {
  const smtp = keep(await smtpServer())
  const broken: Slice = {
    name: 'toy',
    permissions: {},
    events: [],
    routes: [],
    composers: { broken: async () => Promise.reject(new Error('no words')) },
  }
  const app = keep(await testApp({ smtpUrl: smtp.url, slices: [broken] }))
  await app.write(ctx => sendMail(ctx, mail(app, { purpose: 'broken', text: null })))
  await app.write(ctx => sendMail(ctx, mail(app)))
  await app.settle()
  expect(await rows(app)).toMatchObject([{ state: 'waiting', attempts: 1, problem: 'no words' }, { state: 'sent' }])
})

test('many mails go over few connections that are kept, and two processes that find the same mails send each once', async () => {
  const smtp = keep(await smtpServer())
  const app = keep(await testApp({ smtpUrl: smtp.url }))
  await app.write(async ctx => {
    for (let n = 0; n < 120; n++) await sendMail(ctx, mail(app, { to: `p${n}@people.example` }))
  })
  const settings = { smtpUrl: smtp.url, mailFrom: null, mailReplyTo: null, signIn: app.signIn }
  const failed: Error[] = []
  const posts = [1, 2].map(() => post(app.inside, settings, new Map(), new Map(), error => failed.push(error)))
  await Promise.all(posts.map(one => one.run()))
  await app.settle()
  for (const one of posts) one.close()
  expect(failed).toEqual([])
  expect(smtp.received.map(one => one.recipients[0]).sort()).toEqual(Array.from({ length: 120 }, (_, n) => `p${n}@people.example`).sort())
  expect(smtp.connections()).toBeLessThanOrEqual(3 * AT_ONCE)
})
