import { afterAll, beforeAll, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import * as directory from '#directory/api.ts'
import * as inbox from '#inbox/api.ts'
import { newId } from '#kernel/id.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as sends from '#sends/api.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { visitor } from '../testing-surveys.ts'
import * as api from './api.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
beforeAll(async () => {
  smtp = await smtpServer()
  app = await testApp({ smtpUrl: smtp.url, publicUrl: 'https://ask.example' })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})

let count = 0
/** A case of noi's, with a customer who has an address. */
async function newCase(more: { languages?: string[] } = {}) {
  const email = `c${++count}@shop.example`
  const { id: customerId } = await app.as('noi').call(customers.addCustomer, { name: `Customer ${count}`, email, ...more } as never)
  const one = await app.as('noi').call(inbox.openCase, { words: 'It broke', customerId, ownerId: app.ids.noi })
  return { id: one.id, email, number: one.number }
}
const read = (id: string) => app.as('noi').call(inbox.readCase, { id })
const sentTo = (email: string) => smtp.received.filter(mail => mail.recipients.includes(email))

test('a message goes after ten seconds, once, as the doing of who wrote it', async () => {
  const { id, email } = await newCase()
  await app.as('noi').call(api.keepDraft, { id, text: 'Half' })
  await app.as('noi').call(api.sendMessage, { id, text: 'Whole', cc: ['boss@shop.example'] })
  await app.settle()
  expect((await read(id)).state).toBe('open')
  expect(sentTo(email)).toHaveLength(0)
  expect((await app.as('marta').call(api.listHeld, { id })).held).toMatchObject([{ text: 'Whole', mine: false, by: { id: app.ids.noi } }])
  app.clock.forward(1)
  await Promise.all([app.settle(), app.settle()])
  expect(await read(id)).toMatchObject({ state: 'replied', firstRepliedBy: { id: app.ids.noi } })
  expect(sentTo(email)).toHaveLength(1)
  expect(sentTo('boss@shop.example')).toHaveLength(1)
  expect(await app.as('noi').call(api.readDraft, { id })).toMatchObject({ text: '' })
  const event = await app.read(({ db }) =>
    db
      .selectFrom('event')
      .select(['actorKind', 'actorId'])
      .where('type', '=', 'case.replied')
      .where('subjectId', '=', id)
      .executeTakeFirst(),
  )
  expect(event).toEqual({ actorKind: 'member', actorId: app.ids.noi })
  await app.settle()
  expect(sentTo(email)).toHaveLength(1)
})

test('a message that is taken back is a draft again, and never goes; one that went cannot be taken back', async () => {
  const { id, email } = await newCase()
  const { id: messageId } = await app.as('noi').call(api.sendMessage, { id, text: 'Oh no' })
  await expect(app.as('marta').call(api.undoMessage, { id: messageId })).rejects.toMatchObject({ status: 404 })
  await app.as('noi').call(api.undoMessage, { id: messageId })
  app.clock.forward(5)
  await app.settle()
  expect(sentTo(email)).toHaveLength(0)
  expect(await app.as('noi').call(api.readDraft, { id })).toMatchObject({ text: 'Oh no' })
  const again = await app.as('noi').call(api.sendMessage, { id, text: 'Oh yes' })
  await app.as('noi').call(api.sendNow, { id: again.id })
  await app.settle()
  expect(sentTo(email)).toHaveLength(1)
  await expect(app.as('noi').call(api.undoMessage, { id: again.id })).rejects.toMatchObject({ code: 'message.gone' })
})

test('of sending now and taking back at the same moment one wins, and the other is told', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const { id, email } = await newCase()
    const { id: messageId } = await app.as('noi').call(api.sendMessage, { id, text: 'Which?' })
    app.clock.forward(1)
    const [undone] = await Promise.all([
      app
        .as('noi')
        .call(api.undoMessage, { id: messageId })
        .then(
          () => true,
          () => false,
        ),
      app.settle(),
    ])
    await app.settle()
    expect(sentTo(email)).toHaveLength(undone ? 0 : 1)
    expect((await read(id)).state).toBe(undone ? 'open' : 'replied')
  }
})

test('what has become impossible meanwhile gives the words back', async () => {
  const { id, email } = await newCase()
  await app.as('noi').call(api.sendMessage, { id, text: 'Too late' })
  await app.as('marta').call(inbox.setCaseCustomer, { id, customerId: null })
  app.clock.forward(1)
  await app.settle()
  expect(sentTo(email)).toHaveLength(0)
  expect((await app.as('noi').call(api.readDraft, { id })).text).toBe('Too late')
  expect((await app.as('noi').call(directory.listNotices, {})).items[0]).toMatchObject({ type: 'message.failed' })
})

test('who resolves right after writing has not taken the words back', async () => {
  const { id, email } = await newCase()
  await app.as('noi').call(api.sendMessage, { id, text: 'Done' })
  await app.as('noi').call(inbox.resolveCase, { id, causeName: 'Broken', done: 'Mended' })
  app.clock.forward(1)
  await app.settle()
  expect(sentTo(email)).toHaveLength(1)
  expect(await read(id)).toMatchObject({ state: 'resolved', firstRepliedBy: { id: app.ids.noi } })
})

test('files go along, scanned by what they are; programs are refused', async () => {
  const { id, email } = await newCase()
  const attach = (name: string, payload: Buffer, as: 'noi' | 'marta' = 'noi') =>
    app.as(as).inject({
      method: 'POST',
      url: `/api/cases/${id}/attachments?name=${encodeURIComponent(name)}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    }) as Promise<{ statusCode: number; body: string }>
  const added = await attach('ໃບບິນ.pdf', Buffer.from('%PDF-1.7 hello'))
  const { fileId, type } = JSON.parse(added.body) as { fileId: string; type: string }
  expect(type).toBe('application/pdf')
  expect((await attach('cat.png', Buffer.from('MZ\x90\0'))).statusCode).toBe(400)
  expect((await attach('big.bin', Buffer.alloc(26_300_000))).statusCode).toBe(413)
  expect(JSON.parse((await attach('cat.png', Buffer.from('%PDF-1.7'))).body)).toMatchObject({ warning: 'other-than-named' })
  const other = JSON.parse((await attach('hers.txt', Buffer.from('hers'), 'marta')).body) as { fileId: string }
  await expect(app.as('noi').call(api.sendMessage, { id, text: 'x', fileIds: [other.fileId] })).rejects.toMatchObject({ status: 404 })
  const { id: messageId } = await app.as('noi').call(api.sendMessage, { id, text: 'Here', fileIds: [fileId] })
  await app.as('noi').call(api.sendNow, { id: messageId })
  await app.settle()
  const [mail] = sentTo(email)
  expect(mail!.attachments.map(file => [file.filename, file.contentType, file.content.toString()])).toEqual([
    ['ໃບບິນ.pdf', 'application/pdf', '%PDF-1.7 hello'],
  ])
  expect((await app.as('noi').call(api.listHeld, { id })).sent).toMatchObject([{ files: [{ name: 'ໃບບິນ.pdf' }] }])
})

test('with the mail server dead for an hour nothing is refused, all goes after, nothing twice', async () => {
  const { port } = smtp
  await smtp.close()
  const cases = []
  for (let n = 0; n < 8; n++) cases.push(await newCase())
  for (const { id } of cases) {
    const { id: messageId } = await app.as('noi').call(api.sendMessage, { id, text: 'In spite of all' })
    await app.as('noi').call(api.sendNow, { id: messageId })
  }
  for (let minutes = 0; minutes < 60; minutes += 10) {
    await app.settle()
    app.clock.forward(10)
  }
  const before = smtp.received
  smtp = await smtpServer(() => null, port)
  app.clock.forward(61)
  await app.settle()
  app.clock.forward(61)
  await app.settle()
  expect(cases.map(({ email }) => sentTo(email).length)).toEqual(cases.map(() => 1))
  smtp.received.unshift(...before)
})

test('a template speaks the customer’s language, and nothing goes out with an open place', async () => {
  const templateId = newId()
  const texts = { en: 'Dear {{customer}} of {{account}}, {{me}}', lo: 'ສະບາຍດີ {{customer}}' }
  await expect(
    app.as('anna').call(api.saveTemplate, { id: templateId, name: 'Hello', texts: { en: 'Dear {{custommer}}' } }),
  ).rejects.toMatchObject({ fields: [{ field: 'texts.en', code: 'unknown-place' }] })
  await app.as('anna').call(api.saveTemplate, { id: templateId, name: 'Hello', texts })
  const lao = await newCase({ languages: ['lo'] })
  expect(await app.as('noi').call(api.fillTemplate, { id: lao.id, templateId })).toEqual({
    text: `ສະບາຍດີ Customer ${count}`,
    language: 'lo',
  })
  const english = await newCase({ languages: ['en'] })
  const { text } = await app.as('noi').call(api.fillTemplate, { id: english.id, templateId })
  expect(text).toBe(`Dear Customer ${count} of {{account}}, Noi Keomany`)
  await expect(app.as('noi').call(api.sendMessage, { id: english.id, text })).rejects.toMatchObject({
    code: 'message.open-place',
    facts: { name: 'account' },
  })
})

test('who is named in a note is told once, and who looks at a case is seen', async () => {
  const { id } = await newCase()
  const { id: noteId } = await app.as('noi').call(inbox.addNote, { id, text: 'Ask @khamla vongsa, not @Nobody or @Noi Keomany' })
  await app.settle()
  await app.as('noi').call(inbox.editNote, { id, noteId, text: 'Do ask @Khamla Vongsa' })
  await app.settle()
  const notices = (await app.as('khamla').call(directory.listNotices, {})).items.filter(one => one.type === 'case.named')
  expect(notices).toHaveLength(1)
  expect(sentTo('khamla@sabai.example').map(mail => mail.subject)).toEqual([expect.stringContaining('Noi Keomany')])
  await app.as('marta').call(api.beHere, { id, writing: true })
  await app.as('noi').call(api.beHere, { id, writing: false })
  expect(await app.as('noi').call(api.whoIsHere, { id })).toEqual([{ id: app.ids.marta, name: 'Marta Lindqvist', writing: true }])
  app.clock.forward(1)
  expect(await app.as('noi').call(api.whoIsHere, { id })).toEqual([])
})

test('who is asked after a case and was not helped has the case open again, with what they said in it', async () => {
  const { id: surveyId } = await app.as('anna').call(surveys.addSurvey, { template: 'csat', language: 'en' })
  await app.as('anna').call(surveys.publishSurvey, { id: surveyId })
  const { id: sendId } = await app.as('anna').call(sends.addSend, { surveyId, kind: 'case', delayMinutes: 0 })
  await app.as('anna').call(sends.startSend, { id: sendId })
  const { id, email } = await newCase()
  await app.as('noi').call(inbox.resolveCase, { id, causeName: 'Slow', done: 'Explained' })
  await app.settle()
  app.clock.forward(2)
  await app.settle()
  const token = /\/s\/([\w.-]+)/.exec(sentTo(email).at(-1)!.text ?? '')![1]!
  const page = await visitor(app, token)
  const [field] = page.page.fields
  await page.send({ [field!]: '1' })
  await app.settle()
  expect(await read(id)).toMatchObject({ state: 'open', reopened: 1 })
  expect((await read(id)).timeline.find(entry => entry.kind === 'feedback')).toMatchObject({ feedback: { score: { value: 1 } } })
  const { items } = await app.as('noi').call(inbox.listCases, { q: email } as never)
  expect(items.length).toBeLessThanOrEqual(1)
})

test('within an allowance one gives at once, beyond it the manager decides; what came of it is noted', async () => {
  const { id } = await newCase()
  const allowanceId = newId()
  const allowance = {
    id: allowanceId,
    role: 'rep',
    kind: 'amount',
    name: 'Goodwill',
    mostOnce: 50,
    mostMonthly: 80,
    currency: 'usd',
  } as const
  await expect(app.as('noi').call(api.saveAllowance, allowance)).rejects.toMatchObject({ status: 403 })
  await app.as('anna').call(api.saveAllowance, allowance)
  const give = (amount: number) => app.as('noi').call(api.giveGoodwill, { id, allowanceId, amount, why: 'Waited long' })
  expect(await give(50)).toMatchObject({ state: 'given', currency: 'USD' })
  expect((await app.as('noi').call(api.caseGoodwill, { id })).mine).toMatchObject([{ left: 30 }])
  const both = await Promise.all([give(30), give(30)])
  expect(both.map(one => one.state).sort()).toEqual(['asked', 'given'])
  const asked = both.find(one => one.state === 'asked')!
  expect(asked.askedOf).toMatchObject({ id: app.ids.khamla })
  await expect(app.as('noi').call(api.decideGoodwill, { id: asked.id, approve: true })).rejects.toMatchObject({ status: 403 })
  expect(await app.as('khamla').call(api.decideGoodwill, { id: asked.id, approve: true, decision: 'Yes' })).toMatchObject({
    state: 'given',
  })
  expect((await app.as('noi').call(api.caseGoodwill, { id })).mine).toMatchObject([{ left: 0 }])
  await app.as('noi').call(inbox.resolveCase, { id, causeName: 'Slow', done: 'Paid' })
  await app.settle()
  expect((await app.as('noi').call(api.caseGoodwill, { id })).given.map(one => one.outcome)).toEqual(['kept', 'kept', 'kept'])
  await app.as('noi').call(inbox.reopenCase, { id, reason: '' })
  await app.settle()
  expect((await app.as('noi').call(api.caseGoodwill, { id })).given.map(one => one.outcome)).toEqual([
    'came-back',
    'came-back',
    'came-back',
  ])
  app.clock.set('2026-04-01T00:00:00Z')
  expect((await app.as('noi').call(api.caseGoodwill, { id })).mine).toMatchObject([{ left: 80 }])
})
