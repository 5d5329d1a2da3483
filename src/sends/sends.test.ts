import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { addPeople } from './testing-people.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
let surveyId: string
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
