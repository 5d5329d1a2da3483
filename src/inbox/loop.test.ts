import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

const received: string[] = []
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => {
    const parts: Buffer[] = []
    stream.on('data', part => parts.push(part))
    stream.on('end', () => {
      received.push(Buffer.concat(parts).toString())
      done()
    })
  },
})

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  await new Promise<void>(ready => smtp.listen(0, '127.0.0.1', ready))
  app = await testApp({ smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` })
})
afterAll(async () => {
  await app.close()
  await new Promise<void>(closed => smtp.close(closed))
})

const items = (...all: object[]) => ({ items: all as never })
const noi = () => app.as('noi')
async function hear(text: string, rest: object = {}) {
  const { ids } = await app.as('anna').call(api.addFeedback, items({ text, score: 2, scale: 'nps', ...rest }))
  await app.settle()
  const found = await app.as('anna').call(api.readFeedback, { id: ids[0]! })
  return found.case!
}
const read = (id: string) => app.as('anna').call(api.readCase, { id })

test('an unhappy customer is answered by mail in their language, in one thread, and the case is resolved with its cause', async () => {
  const { id, number } = await hear('ເຄື່ອງຮັບບັດໃຊ້ບໍ່ໄດ້ <b>ເລີຍ</b>', { author: 'ບຸນມີ' })
  const opened = await read(id)
  expect(opened).toMatchObject({ state: 'open', author: 'ບຸນມີ', language: 'lo', openedBy: 'rule', dueAt: new Date('2026-03-03T09:00:00Z') })
  expect(opened.owner.id).toBe(app.ids.noi)
  expect(opened.reply).toEqual({
    to: null,
    language: 'lo',
    subject: `ຄຳຕິຊົມຂອງທ່ານເຖິງ Sabai Pay [#${number}]`,
    replyTo: 'anna@sabai.example',
  })

  const send = (text: string) => noi().call(api.replyToCase, { id, text })
  await expect(send('ສະບາຍດີ')).rejects.toMatchObject({ status: 409, code: 'case.no-address' })
  const { customerId } = await noi().call(api.addAddress, { id, email: 'Bounmy@Shop.example' })
  app.clock.forward(90)
  expect(await send('ສະບາຍດີ,\nພວກເຮົາຈະໄປຫາມື້ນີ້ & ນຳເຄື່ອງໃໝ່ໄປ')).toMatchObject({
    state: 'replied',
    firstRepliedAt: app.clock.now,
    customer: { id: customerId, name: 'ບຸນມີ' },
  })
  await app.settle()
  app.clock.forward(10)
  const resolved = await noi().call(api.replyToCase, { id, text: 'ແລ້ວໆ', resolve: { causeName: 'Power board', done: 'Replaced it' } })
  expect(resolved).toMatchObject({ state: 'resolved', resolvedAt: app.clock.now })
  await app.settle()

  const mails = await Promise.all(received.map(mail => simpleParser(mail, { skipHtmlToText: true, skipTextToHtml: true })))
  expect(mails).toHaveLength(2)
  const [first, second] = mails as [(typeof mails)[0], (typeof mails)[0]]
  expect(first.to).toMatchObject({ value: [{ address: 'Bounmy@shop.example', name: 'ບຸນມີ' }] })
  expect(first.from!.value[0]).toEqual({ address: 'hello@sabai.example', name: 'Noi Keomany (Sabai Pay)' })
  expect(first.replyTo!.value[0]!.address).toBe('noi@sabai.example')
  expect(first.subject).toContain(`[#${number}]`)
  expect(first.text).toContain('> ເຄື່ອງຮັບບັດໃຊ້ບໍ່ໄດ້ <b>ເລີຍ</b>')
  expect(first.html).toContain('&#60;b&#62;')
  expect(first.html).not.toContain('<b>')
  expect(first.html).toContain('lang="lo"')
  expect(second.inReplyTo).toBe(first.messageId)
  expect([second.references].flat()).toEqual([first.messageId])
  expect(second.text).not.toContain('> ')

  const end = await read(id)
  expect(end).toMatchObject({
    state: 'resolved',
    cause: { name: 'Power board' },
    done: 'Replaced it',
    resolvedBy: { name: 'Noi Keomany' },
    firstRepliedBy: { id: app.ids.noi },
  })
  expect(end.timeline.map(entry => (entry.kind === 'change' ? entry.what : entry.kind))).toEqual([
    'feedback',
    'opened',
    'clock-started',
    'customer',
    'address',
    'message',
    'clock-paused',
    'message',
    'resolved',
  ])
  expect(end.timeline.find(entry => entry.kind === 'message')).toMatchObject({
    mail: { state: 'sent' },
    by: { name: 'Noi Keomany' },
    to: 'Bounmy@Shop.example',
  })
  expect(end.timeline.at(-1)).toMatchObject({ to: 'Power board', text: 'Replaced it', by: { kind: 'member', name: 'Noi Keomany' } })
  expect(end.customerKnown).toMatchObject({
    languages: ['lo'],
    contactWays: [{ kind: 'email' }],
    cases: [],
    said: [{ repliedAt: new Date('2026-03-02T10:30:00Z') }],
  })
  await expect(send('x')).rejects.toMatchObject({ code: 'case.resolved' })
})

test('a header or markup in what was said or named stays text', async () => {
  const { id } = await hear('x\r\nBcc: all@evil.example', { author: 'Eve\r\nBcc: all@evil.example' })
  await app.as('anna').call(api.addAddress, { id, email: 'eve@evil.example', name: 'Eve\r\nBcc: all@evil.example' })
  received.length = 0
  await app.as('anna').call(api.replyToCase, { id, text: '<script>alert(1)</script>\r\n.\r\nBcc: all@evil.example' })
  await app.settle()
  expect(received).toHaveLength(1)
  const mail = await simpleParser(received[0]!)
  expect(mail.bcc).toBeUndefined()
  expect(mail.html).not.toContain('<script')
})

test('undo everywhere: owner, topic, resolving with its clock, notes, joined feedback', async () => {
  const { id } = await hear('Terminal is slow', { author: 'Tom' })
  const before = await read(id)
  const anna = app.as('anna')
  await anna.call(api.assignCase, { id, ownerId: app.ids.somchai })
  expect(await anna.call(api.assignCase, { id, ownerId: before.owner.id })).toMatchObject({ owner: before.owner })
  await expect(anna.call(api.assignCase, { id, ownerId: app.ids.keo })).rejects.toMatchObject({ code: 'case.owner-cannot' })

  await anna.call(api.resolveCase, { id, causeName: 'power  BOARD', done: '' })
  expect((await anna.call(api.listCauses, {})).map(cause => [cause.name, cause.cases])).toEqual([['Power board', 2]])
  const [cause] = await anna.call(api.listCauses, {})
  const behind = (await anna.call(api.listCases, { cause: cause!.id })).items
  expect(behind.map(one => one.id)).toContain(id)
  expect(behind).toHaveLength(2)
  expect((await anna.call(api.listCases, { cause: id })).items).toEqual([])
  const back = await anna.call(api.unresolveCase, { id })
  expect(back).toMatchObject({ state: 'open', dueAt: before.dueAt, resolvedAt: null, reopened: 0 })
  await anna.call(api.resolveCase, { id, causeName: 'Slow line', done: 'x' })
  app.clock.forward(60)
  const reopened = await anna.call(api.reopenCase, { id, reason: 'Slow again' })
  expect(reopened).toMatchObject({ state: 'open', reopened: 1, dueAt: new Date(app.clock.now.getTime() + 24 * 3_600_000) })

  const note = await anna.call(api.addNote, { id, text: 'Ask the technician' })
  const notes = async () => (await read(id)).timeline.filter(entry => entry.kind === 'note')
  await anna.call(api.editNote, { id, noteId: note.id, text: 'Ask Keo' })
  await anna.call(api.removeNote, { id, noteId: note.id })
  expect(await notes()).toMatchObject([{ removedAt: app.clock.now, mine: true }])
  await anna.call(api.restoreNote, { id, noteId: note.id })
  expect(await notes()).toMatchObject([{ text: 'Ask Keo', removedAt: null }])
  await expect(app.as('bounmy').call(api.editNote, { id, noteId: note.id, text: 'x' })).rejects.toMatchObject({
    status: 403,
    code: 'note.not-yours',
  })

  const { ids } = await anna.call(api.addFeedback, items({ text: 'Also the printer', score: 9, scale: 'nps' }))
  await app.settle()
  await anna.call(api.joinFeedback, { id: ids[0]!, caseId: id })
  expect((await read(id)).timeline.filter(entry => entry.kind === 'feedback')).toHaveLength(2)
  expect(await anna.call(api.leaveFeedback, { id: ids[0]! })).toMatchObject({ case: null })
  const byHand = await anna.call(api.openFromFeedback, { id: ids[0]! })
  expect(byHand).toMatchObject({ words: 'Also the printer', state: 'open' })
  await expect(anna.call(api.openFromFeedback, { id: ids[0]! })).rejects.toMatchObject({ code: 'feedback.has-case' })
})

test('one customer with one matter has one case; when they speak again after a reply they wait again', async () => {
  const first = await hear('No refund', { author: 'Mali' })
  const { customerId } = await app.as('anna').call(api.addAddress, { id: first.id, email: 'mali@x.example' })
  const second = await hear('Still no refund', { customerId })
  expect(second.id).toBe(first.id)
  await app.as('anna').call(api.replyToCase, { id: first.id, text: 'It is on its way' })
  app.clock.forward(120)
  await hear('Nothing came', { customerId })
  expect(await read(first.id)).toMatchObject({ state: 'open', reopened: 0, dueAt: new Date(app.clock.now.getTime() + 24 * 3_600_000) })
  const both = await app
    .as('anna')
    .call(
      api.addFeedback,
      items(
        { text: 'a', score: 1, scale: 'csat', author: 'x' },
        { text: 'b', score: 5, scale: 'csat' },
        { text: 'c' },
        { text: 'd', score: 1, scale: 'custom', scaleMin: 1, scaleMax: 9 },
      ),
    )
  await app.settle()
  const cases = await Promise.all(
    both.ids.map(id =>
      app
        .as('anna')
        .call(api.readFeedback, { id })
        .then(one => one.case !== null),
    ),
  )
  expect(cases).toEqual([true, false, false, true])
})

test('the same event delivered twice opens nothing twice', async () => {
  const { ids } = await app.as('anna').call(api.addFeedback, items({ text: 'twice', score: 0, scale: 'nps' }))
  await app.settle()
  const count = () => app.read(({ db }) => db.selectFrom('customerCase').select('id').execute()).then(rows => rows.length)
  const before = await count()
  await app.write(({ tx }) =>
    tx
      .updateTable('event')
      .set({ awaiting: ['inbox.open-cases'], tryAt: app.clock.now })
      .where('type', '=', 'feedback.received')
      .execute(),
  )
  await app.settle()
  expect(await count()).toBe(before)
  expect((await app.as('anna').call(api.readFeedback, { id: ids[0]! })).case).not.toBeNull()
})
