import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as customers from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { hasDovecot, imapServer } from '#kernel/testing-imap.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as mailboxes from '#mailboxes/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { written } from './testing-letters.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
let imap: Awaited<ReturnType<typeof imapServer>> | null = null
let boxId: string

beforeAll(async () => {
  smtp = await smtpServer()
  imap = hasDovecot() ? await imapServer() : null
  app = await testApp({ smtpUrl: smtp.url, mailReplyTo: 'nobody@sabai.example', webhookHosts: ['127.0.0.1'], mailboxesEveryMs: 100 })
  const port = Number(new URL(imap?.url ?? 'imap://127.0.0.1:143').port)
  const box = { host: '127.0.0.1', port, secure: false, username: 'box', password: 'secret' }
  boxId = (await app.as('dala').call(mailboxes.addMailbox, { name: 'Help', address: 'help@sabai.example', ...box })).id
})
afterAll(async () => {
  await app.close()
  await imap?.close()
  await smtp.close()
})

const brought = (raw: string | Buffer) => app.receive(Buffer.from(raw), { workspaceId: app.workspaceId, id: boxId })
const caseOf = async (email: string) => {
  await app.settle()
  const { items } = await app.as('anna').call(customers.listCustomers, { q: email })
  const { items: cases } = await app.as('anna').call(inbox.listCases, { customer: items[0]!.id, state: 'open,replied,resolved' } as never)
  return app.as('anna').call(inbox.readCase, { id: cases.toSorted((a, b) => b.number - a.number)[0]!.id })
}
const lastTo = (email: string) => smtp.received.findLast(mail => mail.recipients.includes(email))!

test.skipIf(!hasDovecot())('a mail comes in over IMAP, is answered, and the answer finds its case', { timeout: 60_000 }, async () => {
  imap!.deliver(
    written({
      from: 'Noy <noy@shop.example>',
      to: 'help@sabai.example',
      subject: 'Card blocked',
      text: 'My card does not work.\n\n-- \nNoy',
    }),
  )
  await vi.waitFor(async () => expect((await app.as('anna').call(inbox.listCases, {})).items).toHaveLength(1), {
    timeout: 30_000,
    interval: 100,
  })
  const one = await caseOf('noy@shop.example')
  expect(one).toMatchObject({ state: 'open', channel: 'email', words: 'Card blocked\n\nMy card does not work.', customer: { name: 'Noy' } })
  const [box] = (await app.as('dala').call(mailboxes.listMailboxes, {})).items
  await vi.waitFor(async () => expect((await app.as('dala').call(mailboxes.listMailboxes, {})).items[0]!.readAt).not.toBeNull())
  expect(box).toMatchObject({ problem: null })

  await app.as('anna').call(inbox.replyToCase, { id: one.id, text: 'It works again.' })
  await app.settle()
  const ours = lastTo('noy@shop.example')
  expect(ours.subject).toBe(`Re: Card blocked [#${one.number}]`)
  expect(ours.inReplyTo).toMatch(/@shop\.example>$/)
  const replyTo = ours.replyTo!.value[0]!.address!
  expect(replyTo).toMatch(/^help\+\d+-\d+-[a-z2-7]{26}@sabai\.example$/)

  imap!.deliver(
    written({
      from: 'noy@shop.example',
      to: replyTo,
      subject: 'Ahoy',
      text: 'Thanks!\n\nOn Mon, 2 Mar 2026, Help <help@sabai.example> wrote:\n> It works again.',
    }),
  )
  await vi.waitFor(async () => expect((await caseOf('noy@shop.example')).state).toBe('open'), { timeout: 30_000, interval: 100 })
  const after = await caseOf('noy@shop.example')
  expect(after.timeline.filter(entry => entry.kind === 'message').map(entry => [entry.direction, entry.text])).toEqual([
    ['out', 'It works again.'],
    ['in', 'Thanks!'],
  ])
  const letters = await app.as('anna').call(api.caseLetters, { id: one.id })
  expect(letters.map(letter => [letter.signature, letter.quoted])).toEqual([
    ['-- \nNoy'.replace(' \n', '\n'), ''],
    ['', 'On Mon, 2 Mar 2026, Help <help@sabai.example> wrote:\n> It works again.'],
  ])
})

test('an answer is known by its headers too, if it comes from where our mail went; what can be guessed leads nowhere', async () => {
  await brought(
    written({
      from: 'kham@shop.example',
      to: 'help@sabai.example',
      subject: 'Refund',
      text: 'Where is my money?',
      id: 'first@shop.example',
    }),
  )
  const one = await caseOf('kham@shop.example')
  await app.as('anna').call(inbox.replyToCase, { id: one.id, text: 'It is on its way.' })
  await app.settle()
  const refersTo = lastTo('kham@shop.example').messageId!
  await brought(written({ from: 'Kham@Shop.example', to: 'help@sabai.example', subject: 'x', text: 'Nothing came.', refersTo }))
  const words = async () => (await caseOf('kham@shop.example')).timeline.flatMap(entry => (entry.kind === 'message' ? [entry.text] : []))
  expect(await words()).toEqual(['It is on its way.', 'Nothing came.'])
  // Whoever knows of it, but did not get it; whoever guesses what the customer wrote; and whoever only knows the number.
  for (const more of [{ refersTo }, { refersTo: '<first@shop.example>' }, { subject: `Re: Refund [#${one.number}]` }])
    await brought(written({ from: 'other@shop.example', to: 'help@sabai.example', subject: 'x', text: 'I am his wife.', ...more }))
  for (const more of [{ refersTo: '<first@shop.example>' }, { subject: `Re: Refund [#${one.number}]` }])
    await brought(written({ from: 'kham@shop.example', to: 'help@sabai.example', subject: 'x', text: 'It is me.', ...more }))
  expect(await words()).toEqual(['It is on its way.', 'Nothing came.'])
  expect((await caseOf('other@shop.example')).number).not.toBe(one.number)
  const forged = `help+${1}-${one.number}-${'a'.repeat(26)}@sabai.example`
  await brought(written({ from: 'evil@shop.example', to: forged, subject: 'x', text: 'Let me in' }))
  expect((await caseOf('kham@shop.example')).timeline.some(entry => entry.kind === 'message' && entry.text === 'Let me in')).toBe(false)
  expect((await caseOf('evil@shop.example')).number).not.toBe(one.number)
})

test('after resolving, an answer within the window opens the case again; a later one opens another', async () => {
  await brought(
    written({ from: 'late@shop.example', to: 'help@sabai.example', subject: 'Fees', text: 'Too high', id: 'fees@shop.example' }),
  )
  const one = await caseOf('late@shop.example')
  await app.as('anna').call(inbox.replyToCase, { id: one.id, text: 'They are as agreed.' })
  await app.settle()
  const refersTo = lastTo('late@shop.example').messageId!
  const resolved = { causeName: 'Fees unclear', done: 'Explained' }
  await app.as('anna').call(inbox.resolveCase, { id: one.id, ...resolved })
  app.clock.forward(13 * 24 * 60)
  await brought(written({ from: 'late@shop.example', to: 'help@sabai.example', subject: 'Re: Fees', text: 'Still', refersTo }))
  expect(await caseOf('late@shop.example')).toMatchObject({ number: one.number, state: 'open', reopened: 1 })
  await app.as('anna').call(inbox.resolveCase, { id: one.id, ...resolved })
  app.clock.forward(15 * 24 * 60)
  await brought(
    written({
      from: 'late@shop.example',
      to: 'help@sabai.example',
      subject: 'Re: Fees',
      text: 'And now?',
      refersTo,
    }),
  )
  expect((await caseOf('late@shop.example')).number).toBeGreaterThan(one.number)
})

test('machines are kept and wake nobody: away notes, newsletters, our own mail, and one who writes without end', async () => {
  await brought(written({ from: 'away@shop.example', to: 'help@sabai.example', subject: 'Help', text: 'Please', id: 'away@shop.example' }))
  const one = await caseOf('away@shop.example')
  await app.as('anna').call(inbox.replyToCase, { id: one.id, text: 'Yes?' })
  await app.settle()
  const sent = smtp.received.length
  const refersTo = lastTo('away@shop.example').messageId!
  const away = { from: 'away@shop.example', to: 'help@sabai.example', refersTo }
  await brought(written({ ...away, subject: 'Re: Help', text: 'I am away', headers: 'Auto-Submitted: auto-replied' }))
  await brought(written({ ...away, subject: 'ตอบกลับอัตโนมัติ: Help', text: 'ไม่อยู่' }))
  expect(await caseOf('away@shop.example')).toMatchObject({ state: 'replied' })
  expect((await caseOf('away@shop.example')).timeline.filter(entry => entry.kind === 'message')).toHaveLength(3)
  await brought(
    written({
      from: 'news@list.example',
      to: 'help@sabai.example',
      subject: 'News',
      text: 'Buy',
      headers: 'List-Unsubscribe: <https://x.example>\nPrecedence: bulk',
    }),
  )
  await brought(written({ from: 'help@sabai.example', to: 'help@sabai.example', subject: 'Echo', text: 'Echo' }))
  for (let n = 0; n < 33; n++)
    await brought(written({ from: 'robot@loop.example', to: 'help@sabai.example', subject: `Ping ${n}`, text: `Pong ${n}` }))
  const { items } = await app.as('anna').call(api.listAside, {})
  expect(Object.entries(Object.groupBy(items, item => item.kind)).map(([kind, all]) => [kind, all!.length])).toEqual([
    ['loop', 3],
    ['own', 1],
    ['bulk', 1],
  ])
  await app.settle()
  expect(smtp.received.length).toBe(sent)
  const news = items.find(item => item.kind === 'bulk')!
  await app.as('anna').call(api.seeAside, { id: news.id, seen: true })
  const { caseId } = await app.as('anna').call(api.openAside, { id: items.find(item => item.kind === 'loop')!.id })
  expect((await app.as('anna').call(inbox.readCase, { id: caseId })).channel).toBe('email')
  expect((await app.as('anna').call(api.listAside, {})).items).toHaveLength(3)
})

test('a reply that comes back wakes its case, and marks the address', async () => {
  await brought(written({ from: 'gone@shop.example', to: 'help@sabai.example', subject: 'Hi', text: 'Hello?' }))
  const one = await caseOf('gone@shop.example')
  await app.as('anna').call(inbox.replyToCase, { id: one.id, text: 'Yes' })
  await app.settle()
  const { messageId } = lastTo('gone@shop.example')
  await brought(
    `From: MAILER-DAEMON@mx.example\nTo: help@sabai.example\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain\n\nNo.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; gone@shop.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${messageId}\n\n--b--\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  )
  const after = await caseOf('gone@shop.example')
  expect(after.state).toBe('open')
  expect(after.timeline.findLast(entry => entry.kind === 'message')).toMatchObject({
    mail: { state: 'failed', problem: '550 no such user' },
  })
})

test('what is wrong with a mailbox is said in words one can act on', async () => {
  const admin = app.as('dala')
  const box = {
    host: '127.0.0.1',
    port: Number(new URL(imap?.url ?? 'imap://127.0.0.1:1').port),
    secure: false,
    username: 'box',
    password: 'wrong',
  }
  if (imap) expect(await admin.call(mailboxes.tryMailbox, box)).toMatchObject({ problem: 'login' })
  if (imap) expect(await admin.call(mailboxes.tryMailbox, { ...box, password: 'secret' })).toEqual({ problem: null, said: null })
  expect(await admin.call(mailboxes.tryMailbox, { ...box, port: 1 })).toMatchObject({ problem: 'refused' })
  expect(await admin.call(mailboxes.tryMailbox, { ...box, host: '127.0.0.2' })).toMatchObject({ problem: 'not-public' })
  expect(await admin.call(mailboxes.tryMailbox, { ...box, host: 'localhost', port: 993 })).toMatchObject({ problem: 'not-public' })
  await expect(admin.call(mailboxes.changeMailbox, { id: boxId, host: 'elsewhere.example' })).rejects.toMatchObject({
    fields: [{ field: 'password' }],
  })
  await expect(app.as('noi').call(mailboxes.addMailbox, { name: 'x', address: 'x@y.example', ...box })).rejects.toMatchObject({
    status: 403,
  })
  const kept = await app.read(({ db }) => db.selectFrom('mailbox').select('password').executeTakeFirstOrThrow())
  expect(kept.password).not.toContain('secret')
})
