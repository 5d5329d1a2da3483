import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { addPeople } from './testing-people.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
let surveyId: string
let sendId: string
beforeAll(async () => {
  smtp = await smtpServer()
  app = await testApp({ smtpUrl: smtp.url, publicUrl: 'https://ask.example' })
  surveyId = (await app.as('khamla').call(surveys.addSurvey, { template: 'nps', language: 'en' })).id
  await app.as('khamla').call(surveys.publishSurvey, { id: surveyId })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})
const khamla = () => app.as('khamla')

describe('a send to a list', () => {
  test('shows before it goes who will be asked and who not and why, asks each once, and ends', async () => {
    await app.write(ctx => addPeople(ctx, 120))
    const { id } = await khamla().call(api.addSend, { surveyId, filter: { sources: ['sabai'] } })
    sendId = id
    await khamla().call(api.addSuppression, { text: 'p7@people.example' })
    expect(await khamla().call(api.previewSend, { id })).toEqual({ people: 120, asked: 119, excluded: { 'by-hand': 1 }, examined: 120 })
    const before = await khamla().call(api.previewPeople, { id, why: 'by-hand' })
    expect(before.items.map(one => one.address)).toEqual(['p7@people.example'])
    await khamla().call(api.startSend, { id })
    await app.settle()
    const done = await khamla().call(api.getSend, { id })
    expect(done).toMatchObject({ state: 'sent', people: { delivered: 119, excluded: 1 } })
    expect(new Set(smtp.received.map(mail => mail.recipients[0])).size).toBe(119)
    expect(smtp.received).toHaveLength(119)
  })

  test('its mail has the scores as buttons in the customer’s language, a text part, and a way out in one click', async () => {
    const mail = smtp.received[0]!
    expect(mail.subject).toBe('ຄວາມຄິດເຫັນຂອງທ່ານ · Sabai Pay')
    expect(mail.html).toContain('ທ່ານມີແນວໂນ້ມທີ່ຈະແນະນຳ Sabai Pay')
    const scores = [...String(mail.html).matchAll(/href="(https:\/\/ask\.example\/s\/[\w-]{32}\?score=(\d+))"/g)].map(([, , score]) =>
      Number(score),
    )
    expect(scores).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(mail.text).toMatch(/10: https:\/\/ask\.example\/s\/[\w-]{32}\?score=10/)
    expect(mail.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    expect(mail.raw).toMatch(/^List-Unsubscribe:\s+<https:\/\/ask\.example\/u\/[\w-]{64}>\r$/m)
    expect(mail.raw).toMatch(/^Content-Language: lo\r$/m)
  })

  test('a second send of the same kind asks nobody who was asked a moment ago, and says until when', async () => {
    const { id } = await khamla().call(api.addSend, { surveyId, filter: {} })
    expect(await khamla().call(api.previewSend, { id })).toMatchObject({ asked: 0, excluded: { 'by-hand': 1, 'too-soon': 119 } })
    const { items } = await khamla().call(api.previewPeople, { id, why: 'too-soon', limit: 1 })
    expect(items[0]!.freeAt).toEqual(new Date('2026-05-01T09:00:00Z'))
  })
})

describe('a person who comes by the link of their mail', () => {
  const visit = (url: string, headers: Record<string, string>) => app.anyone().inject({ method: 'GET', url, headers })
  const page = { accept: 'text/html,application/xhtml+xml' }

  test('has opened it, without a pixel and without an answer; a program that looks, and a browser that fetches ahead, have not', async () => {
    const mail = smtp.received[1]!
    const address = mail.recipients[0]!
    const link = /https:\/\/ask\.example(\/s\/[\w-]{32})\?score=3/.exec(String(mail.html))![1]!
    const stateOf = async () => (await khamla().call(api.listParticipants, { id: sendId, q: address })).items[0]!.state
    await visit(link, { accept: '*/*' })
    await visit(link, { ...page, 'sec-purpose': 'prefetch' })
    await app.settle()
    expect(await stateOf()).toBe('delivered')
    await visit(`${link}?score=3`, page)
    await visit(link, page)
    await app.settle()
    expect(await stateOf()).toBe('opened')
    expect(await app.read(({ db }) => db.selectFrom('response').select('id').execute())).toEqual([])
    const told = await app.read(({ db }) => db.selectFrom('event').select('id').where('type', '=', 'survey.opened').execute())
    expect(told).toHaveLength(1)
    // There is no picture that could say who reads.
    expect(String(mail.html)).not.toMatch(/<img|url\(/)
  })
})

describe('people from a list', () => {
  test('are taken as they are pasted, and the download of what became of them is safe in a spreadsheet', async () => {
    const { id } = await khamla().call(api.addSend, { surveyId })
    const text =
      '"=HYPERLINK(""http://evil"")";evil@people.example\nSomsak <somsak@people.example>\np1@people.example, p2@people.example\nnobody known'
    expect(await khamla().call(api.addParticipants, { id, text, addUnknown: true })).toMatchObject({ found: 4, added: 2 })
    await khamla().call(api.startSend, { id })
    await app.settle()
    const csv = (await khamla().inject({ method: 'GET', url: `/api/sends/${id}/participants.csv` })) as { body: string }
    const lines = csv.body.trim().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines.filter(line => /(^|,)"?[=+@\t-]/.test(line.slice(line.startsWith('\uFEFF') ? 1 : 0)))).toEqual([])
    expect(lines.find(line => line.includes('HYPERLINK'))).toMatch(/^"?'=HYPERLINK/)
    expect(lines.find(line => line.includes('p1@people.example'))).toContain('ຫາກໍ່ຖາມໄປບໍ່ດົນ')
  })

  test('are not more than a list may hold: nobody is left out in silence', async () => {
    const { id } = await khamla().call(api.addSend, {
      surveyId,
      filter: { list: Array.from({ length: 20_000 }, (_, n) => `n${n}@none.example`) },
    })
    const refused = khamla().call(api.addParticipants, { id, text: 'p1@people.example' })
    await expect(refused).rejects.toMatchObject({ fields: [{ field: 'text', code: 'too-many' }] })
  })
})

test('a send that is to go later goes then and not before; a time that is past is refused', async () => {
  const one = await khamla().call(surveys.addSurvey, { template: 'ces', language: 'en' })
  await khamla().call(surveys.publishSurvey, { id: one.id })
  const { id } = await khamla().call(api.addSend, { surveyId: one.id, filter: { list: ['p3@people.example'] } })
  const past = khamla().call(api.startSend, { id, sendAt: new Date('2026-03-01T09:00:00Z') })
  await expect(past).rejects.toMatchObject({ fields: [{ field: 'sendAt', code: 'in-the-past' }] })
  await khamla().call(api.startSend, { id, sendAt: new Date(app.clock.now.getTime() + 3_600_000) })
  await app.settle()
  expect(await khamla().call(api.getSend, { id })).toMatchObject({ state: 'waiting', people: {} })
  app.clock.forward(61)
  await app.settle()
  expect(await khamla().call(api.getSend, { id })).toMatchObject({ state: 'sent', people: { delivered: 1 } })
})
