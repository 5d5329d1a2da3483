import { afterAll, beforeAll, expect, test } from 'vitest'
import * as inbox from '#inbox/api.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as mailboxes from '#mailboxes/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { mailKinds, withFile } from './testing-mails.ts'

// The short form of `npm run faults -- mail`, which takes 1,000.
const MANY = Number(process.env.MAILS ?? 120)
const MEGABYTE = 1_048_576

let app: TestApp
let box: { workspaceId: string; id: string }
let smtpPort: number
beforeAll(async () => {
  // The mail server is dead before the first mail comes.
  const dead = await smtpServer()
  smtpPort = dead.port
  await dead.close()
  app = await testApp({ smtpUrl: dead.url })
  const account = { host: 'imap.sabai.invalid', port: 993, secure: true, username: 'x', password: 'x' }
  const { id } = await app
    .as('dala')
    .call(mailboxes.addMailbox, { name: 'Help', address: 'help@sabai.example', acknowledge: true, ...account })
  box = { workspaceId: app.workspaceId, id }
})
afterAll(() => app.close())

const counts = () =>
  app.read(async ({ db }) => ({
    letters: (await db.selectFrom('letter').select('id').execute()).length,
    cases: (await db.selectFrom('customerCase').select('id').execute()).length,
    feedback: (await db.selectFrom('feedback').select('id').execute()).length,
  }))

test('of many mails as they really come none is lost and none crashes; the same ones again add nothing', { timeout: 600_000 }, async () => {
  const mails = Array.from({ length: MANY }, (_, n) => mailKinds[n % mailKinds.length]!.make(n))
  const large = MANY >= 1_000 ? 24 : 3
  mails.push(withFile(MANY, 'application/zip', 'large.zip', Buffer.alloc(large * MEGABYTE, 'PK\x03\x04')))
  for (const mail of mails) await app.receive(mail, box)
  await app.settle()
  const after = await counts()
  expect(after.letters).toBe(mails.length)
  const persons = Array.from({ length: MANY }, (_, n) => mailKinds[n % mailKinds.length]!.name).filter(
    name => !['away', 'newsletter', 'nobody', 'not a mail at all'].includes(name),
  )
  expect(after.cases).toBe(persons.length + 1)
  expect(after.feedback).toBe(after.cases)
  for (const mail of mails.slice(0, 40)) await app.receive(mail, box)
  await app.settle()
  expect(await counts()).toEqual(after)
})

test('while the mail server is dead for an hour nothing is refused; when it is back all goes, each once', {
  timeout: 600_000,
}, async () => {
  const { items } = await app.as('anna').call(inbox.listCases, { limit: 100 } as never)
  const answered = items.filter(one => one.customer !== null).slice(0, Math.max(10, MANY / 10))
  for (const one of answered) await app.as('anna').call(inbox.replyToCase, { id: one.id, text: `Answer to ${one.number}` })
  for (let minute = 0; minute < 60; minute += 10) {
    await app.settle()
    app.clock.forward(10)
  }
  const states = () =>
    app.read(({ db }) =>
      db
        .selectFrom('mail')
        .select(['purpose', 'state', ({ fn }) => fn.countAll<number>().as('n')])
        .groupBy(['purpose', 'state'])
        .execute(),
    )
  const before = (await states()).filter(one => one.purpose === 'reply')
  expect(before).toEqual([expect.objectContaining({ state: 'waiting', n: answered.length })])
  const back = await smtpServer(undefined, smtpPort)
  app.clock.forward(60)
  await app.settle()
  const after = await states()
  expect(after.filter(one => one.purpose === 'reply')).toEqual([expect.objectContaining({ state: 'sent', n: answered.length })])
  // Who has been answered meanwhile is not told that somebody will.
  expect(new Set(after.map(one => one.state))).toEqual(new Set(['sent', 'discarded']))
  const ids = back.received.map(mail => mail.messageId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(after.filter(one => one.state === 'sent').reduce((sum, one) => sum + Number(one.n), 0))
  await back.close()
})
