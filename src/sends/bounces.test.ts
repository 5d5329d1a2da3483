import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as customers from '#customers/api.ts'
import { hasDovecot, imapServer } from '#kernel/testing-imap.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
let imap: Awaited<ReturnType<typeof imapServer>> | null = null
let surveyId: string
beforeAll(async () => {
  smtp = await smtpServer()
  imap = hasDovecot() ? await imapServer() : null
  app = await testApp({
    smtpUrl: smtp.url,
    publicUrl: 'https://ask.example',
    mailBounces: 'bounces@sabai.example',
    imapUrl: imap?.url ?? null,
  })
  surveyId = (await app.as('khamla').call(surveys.addSurvey, { template: 'csat', language: 'en' })).id
  await app.as('khamla').call(surveys.publishSurvey, { id: surveyId })
})
afterAll(async () => {
  await app.close()
  await imap?.close()
  await smtp.close()
})

async function asked(email: string) {
  const { items } = await app.as('khamla').call(customers.listCustomers, { q: email })
  const id = items[0]?.id ?? (await app.as('khamla').call(customers.addCustomer, { name: email, email })).id
  const { participantId } = await app.as('khamla').call(api.ask, { surveyId, customerId: id })
  await app.settle()
  return { participantId, messageId: smtp.received.findLast(mail => mail.recipients[0] === email)!.messageId! }
}
const stateOf = async (id: string) =>
  await app.read(({ db }) => db.selectFrom('participant').select(['state', 'softBounces']).where('id', '=', id).executeTakeFirstOrThrow())

/** As Postfix writes it. */
const report = (
  messageId: string,
  email: string,
  status: string,
  action = 'failed',
  to = 'bounces@sabai.example',
) => `From: MAILER-DAEMON@mx.example
To: ${to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <${Math.random()}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${email}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} no such
 user here

--b1
Content-Type: text/rfc822-headers

From: hello@sabai.example
To: ${email}
Message-ID: ${messageId}

--b1--
`

test.skipIf(!hasDovecot())(
  'a report that arrives in the mailbox marks the person, their address, and the list',
  { timeout: 90_000 },
  async () => {
    const one = await asked('gone@people.example')
    imap!.deliver('From: a@b.example\nTo: bounces@sabai.example\nSubject: a holiday\n\nI am away.\n')
    imap!.deliver(report(one.messageId, 'gone@people.example', '5.1.1'))
    await vi.waitFor(async () => expect((await stateOf(one.participantId)).state).toBe('bounced'), { timeout: 60_000, interval: 200 })
    const { items } = await app.as('khamla').call(api.listSuppressed, { reason: 'bounced' })
    expect(items).toMatchObject([{ value: 'gone@people.example', note: '550 5.1.1 no such user here' }])
    const way = await app.read(({ db }) =>
      db.selectFrom('contactWay').select('bouncedAt').where('normal', '=', 'gone@people.example').executeTakeFirst(),
    )
    expect(way?.bouncedAt).not.toBeNull()
  },
)

test('a full mailbox counts, and is as good as none the third time', async () => {
  const states: string[] = []
  for (let n = 0; n < 3; n++) {
    const { participantId, messageId } = await asked('full@people.example')
    const raw = Buffer.from(report(messageId, 'full@people.example', '4.2.2').replace(/\n/g, '\r\n'))
    await app.receive(raw)
    await app.receive(raw)
    const { state, softBounces } = await stateOf(participantId)
    states.push(`${state} ${softBounces}`)
    app.clock.forward(60 * 24 * 8)
  }
  expect(states).toEqual(['delivered 1', 'delivered 1', 'bounced 1'])
})

test('a letter that names no mail of ours, a notice that a server still tries, and a forged address change nothing', async () => {
  const { participantId, messageId } = await asked('well@people.example')
  const before = await app.as('khamla').call(api.listSuppressed, {})
  const other = '<00000000-0000-7000-8000-000000000000@sabai.example>'
  for (const raw of [
    report(other, 'well@people.example', '5.1.1'),
    report(messageId, 'well@people.example', '4.4.1', 'delayed'),
    report('<x@y>', 'dala@sabai.example', '5.1.1'),
  ])
    await app.receive(Buffer.from(raw.replace(/\n/g, '\r\n')))
  expect((await stateOf(participantId)).state).toBe('delivered')
  expect(await app.as('khamla').call(api.listSuppressed, {})).toEqual(before)
})

test('a report without the original is known by the address to which it returned', async () => {
  const { participantId, messageId } = await asked('verp@people.example')
  const id = messageId.slice(1).split('@')[0]
  const raw = report('<lost@elsewhere.example>', 'verp@people.example', '5.4.4', 'failed', `bounces+${id}@sabai.example`)
  await app.receive(Buffer.from(raw.replace(/\n/g, '\r\n')))
  expect((await stateOf(participantId)).state).toBe('bounced')
})

/** As a mailbox provider's feedback loop writes it (RFC 5965): the person pressed "spam". */
const complaint = (messageId: string) => `From: feedback@provider.example
To: bounces@sabai.example
Subject: FW: How was it?
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b2"

--b2
Content-Type: text/plain

This is an email abuse report.

--b2
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--b2
Content-Type: message/rfc822

From: hello@sabai.example
Message-ID: ${messageId}
Subject: How was it?

Hello

--b2--
`

test('who reports a survey as spam is asked nothing any more, by no send and no program; a report about another mail says nothing', async () => {
  const { participantId, messageId } = await asked('angry@people.example')
  const other = '<00000000-0000-7000-8000-000000000000@sabai.example>'
  await app.receive(Buffer.from(complaint(other).replace(/\n/g, '\r\n')))
  expect((await stateOf(participantId)).state).toBe('delivered')
  await app.receive(Buffer.from(complaint(messageId).replace(/\n/g, '\r\n')))
  expect((await stateOf(participantId)).state).toBe('unsubscribed')
  const { items } = await app.as('khamla').call(api.listSuppressed, { reason: 'complained' })
  expect(items).toMatchObject([{ value: 'angry@people.example', note: 'abuse' }])
  app.clock.forward(60 * 24 * 100)
  const [customer] = (await app.as('khamla').call(customers.listCustomers, { q: 'angry@people.example' })).items
  const again = await app.as('khamla').call(api.ask, { surveyId, customerId: customer!.id })
  expect(again).toMatchObject({ state: 'excluded', excludedBy: 'complained' })
})
