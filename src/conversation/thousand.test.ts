import { afterAll, beforeAll, expect, test } from 'vitest'
import * as mailboxes from '#mailboxes/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { mailKinds, withFile } from './testing-mails.ts'

// The short form of `npm run faults -- mail`, which takes 1,000.
const MANY = Number(process.env.MAILS ?? 120)
const MEGABYTE = 1_048_576

let app: TestApp
let box: { workspaceId: string; id: string }
beforeAll(async () => {
  app = await testApp()
  const account = { host: 'imap.sabai.invalid', port: 993, secure: true, username: 'x', password: 'x' }
  const { id } = await app.as('dala').call(mailboxes.addMailbox, { name: 'Help', address: 'help@sabai.example', ...account })
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
