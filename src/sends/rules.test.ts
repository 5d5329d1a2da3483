import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { usualRules } from './frequency.ts'
import { sendClocks } from './turns.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
beforeAll(async () => {
  smtp = await smtpServer(address => (address.startsWith('nobody') ? { code: 550, text: 'no such user' } : null))
  app = await testApp({ smtpUrl: smtp.url, publicUrl: 'https://ask.example' })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})
const khamla = () => app.as('khamla')
const newSurvey = async (template: 'nps' | 'csat' | 'ces') => {
  const { id } = await khamla().call(surveys.addSurvey, { template, language: 'en' })
  await khamla().call(surveys.publishSurvey, { id })
  return id
}
const person = async (name: string, email?: string) =>
  (await khamla().call(customers.addCustomer, { name, ...(email && { email }), languages: ['th'] })).id
const mailsTo = (address: string) => smtp.received.filter(mail => mail.recipients.includes(address))
const tokenIn = (html: unknown) => /\/u\/([\w-]{64})/.exec(String(html))![1]!

describe('two sends at the same moment', () => {
  test('want the same people: each person is asked by one of them', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => person(`Twin ${n}`, `twin${n}@people.example`)))
    const sends = await Promise.all(
      (['nps', 'nps'] as const).map(async template => {
        const surveyId = await newSurvey(template)
        const { id } = await khamla().call(api.addSend, { surveyId, filter: { list: ids } })
        await khamla().call(api.startSend, { id })
        return id
      }),
    )
    const turn = sendClocks[0]!.fire
    const go = (id: string) => app.write(ctx => turn(ctx, { subjectId: id, generation: 1, dueAt: ctx.now }))
    await Promise.all(sends.map(go))
    await Promise.all(sends.map(go))
    await app.settle()
    const people = await Promise.all(sends.map(async id => (await khamla().call(api.getSend, { id })).people))
    const asked = people.reduce((sum, one) => sum + (one.delivered ?? 0), 0)
    expect(asked).toBe(12)
    expect(people.reduce((sum, one) => sum + (one.excluded ?? 0), 0)).toBe(12)
    for (let n = 0; n < 12; n++) expect(mailsTo(`twin${n}@people.example`)).toHaveLength(1)
  })
})

describe('whoever wants no more', () => {
  test('says so in one click of the mail program, is asked by no send and no program, and may come back', async () => {
    const surveyId = await newSurvey('csat')
    const customerId = await person('Leaver', 'leaver@people.example')
    await khamla().call(api.ask, { surveyId, customerId })
    await app.settle()
    const token = tokenIn(mailsTo('leaver@people.example')[0]!.html)
    const shown = (await app.anyone().inject({ method: 'GET', url: `/u/${token}`, headers: { 'accept-language': 'th' } })) as {
      body: string
    }
    expect(shown.body).toContain('<button>หยุดรับแบบสำรวจ')
    expect((await khamla().call(api.listSuppressed, { q: 'leaver' })).items).toEqual([])
    const clicked = (await app.anyone().inject({
      method: 'POST',
      url: `/u/${token}`,
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })) as { statusCode: number }
    expect(clicked.statusCode).toBe(200)
    expect((await khamla().call(api.listSuppressed, { q: 'leaver' })).items).toMatchObject([{ reason: 'unsubscribed' }])
    app.clock.forward(60 * 24 * 40)
    expect(await khamla().call(api.ask, { surveyId, customerId })).toMatchObject({ state: 'excluded', excludedBy: 'unsubscribed' })
    const form = {
      method: 'POST',
      url: `/u/${token}`,
      payload: 'act=back',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    await app.anyone().inject(form)
    expect(await khamla().call(api.ask, { surveyId, customerId })).toMatchObject({ state: 'asked' })
  })

  test('is not reached by a mail that was waiting when they said so', async () => {
    const surveyId = await newSurvey('csat')
    const customerId = await person('Quick', 'quick@people.example')
    const { participantId } = await khamla().call(api.ask, { surveyId, customerId })
    await khamla().call(api.addSuppression, { text: 'Quick@people.example' })
    await app.settle()
    expect(mailsTo('quick@people.example')).toEqual([])
    const row = await app.read(({ db }) =>
      db.selectFrom('participant').select(['state', 'excludedBy']).where('id', '=', participantId).executeTakeFirst(),
    )
    expect(row).toEqual({ state: 'excluded', excludedBy: 'by-hand' })
    expect(await app.read(({ db }) => db.selectFrom('asking').select('id').where('customerId', '=', customerId).execute())).toEqual([])
  })

  test('a token that was changed in one letter opens nothing', async () => {
    const token = tokenIn(smtp.received[0]!.html)
    for (const at of [0, 20, 60]) {
      const other = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      const answer = (await app.anyone().inject({ method: 'POST', url: `/u/${other}` })) as { statusCode: number }
      expect(answer.statusCode).toBe(404)
    }
  })
})

test('an address whose server says that nobody lives there has bounced, and is on the list', async () => {
  const surveyId = await newSurvey('csat')
  const customerId = await person('Nobody', 'nobody@people.example')
  const { participantId } = await khamla().call(api.ask, { surveyId, customerId })
  await app.settle()
  const row = await app.read(({ db }) => db.selectFrom('participant').select('state').where('id', '=', participantId).executeTakeFirst())
  expect(row?.state).toBe('bounced')
  const way = await app.read(({ db }) =>
    db.selectFrom('contactWay').select('bouncedAt').where('customerId', '=', customerId).executeTakeFirst(),
  )
  expect(way?.bouncedAt).not.toBeNull()
  expect((await khamla().call(api.listSuppressed, { reason: 'bounced' })).items.map(one => one.value)).toEqual(['nobody@people.example'])
})

test('a reminder goes to those who have not answered, as often as was set, and never after their answer', async () => {
  const surveyId = await newSurvey('csat')
  const ids = [await person('Silent', 'silent@people.example'), await person('Fast', 'fast@people.example')]
  const { id } = await khamla().call(api.addSend, { surveyId, filter: { list: ids }, reminders: 1, remindAfterDays: 3 })
  await khamla().call(api.startSend, { id })
  await app.settle()
  const link = await app.read(({ db }) =>
    db
      .selectFrom('participant')
      .select(['linkId', 'surveyId'])
      .where('sendId', '=', id)
      .where('customerId', '=', ids[1]!)
      .executeTakeFirstOrThrow(),
  )
  await app.write(ctx =>
    ctx.tx
      .insertInto('response')
      .values({
        ...{ id: crypto.randomUUID(), surveyId, version: 1, linkId: link.linkId, channel: 'email', language: 'th', answers: '{}' },
        ...{ respondedAt: ctx.now, changedAt: ctx.now },
      })
      .execute(),
  )
  for (let day = 0; day < 10; day++) {
    app.clock.forward(60 * 24)
    await app.settle()
  }
  expect(mailsTo('silent@people.example').map(mail => mail.subject)).toEqual([
    'ความคิดเห็นของคุณ · Sabai Pay',
    'แจ้งเตือนอีกครั้ง: ความคิดเห็นของคุณ · Sabai Pay',
  ])
  expect(mailsTo('fast@people.example')).toHaveLength(1)
})

describe('after a case', () => {
  test('its customer is asked once it is resolved, after the delay, unless it was reopened; the case comes along', async () => {
    const surveyId = await newSurvey('ces')
    const { id } = await khamla().call(api.addSend, { surveyId, kind: 'case', delayMinutes: 60 })
    await khamla().call(api.startSend, { id })
    const customerId = await person('Helped', 'helped@people.example')
    const { id: caseId } = await app
      .as('noi')
      .call(inbox.openCase, { customerId, words: 'The card reader is dead', channel: 'phone', ownerId: app.ids.noi })
    await app.as('noi').call(inbox.resolveCase, { id: caseId, causeName: 'Cable', done: 'new cable' })
    await app.settle()
    await app.as('noi').call(inbox.reopenCase, { id: caseId, reason: '' })
    await app.settle()
    app.clock.forward(120)
    await app.settle()
    expect(mailsTo('helped@people.example')).toEqual([])
    await app.as('noi').call(inbox.resolveCase, { id: caseId, causeName: 'Cable', done: 'new cable' })
    await app.settle()
    app.clock.forward(61)
    await app.settle()
    expect(mailsTo('helped@people.example')).toHaveLength(1)
    const link = await app.read(({ db }) =>
      db.selectFrom('surveyLink').select(['caseId', 'channel', 'memberId']).where('customerId', '=', customerId).executeTakeFirst(),
    )
    expect(link).toMatchObject({ caseId, channel: 'case', memberId: app.ids.noi })
    await khamla().call(api.cancelSend, { id })
  })
})

describe('on a schedule', () => {
  test('every customer has a day of their own in each round, evenly spread, and the hold-out is never asked', async () => {
    const surveyId = await newSurvey('nps')
    const ids: string[] = []
    for (let n = 0; n < 60; n++) ids.push(await person(`Round ${n}`, `round${n}@people.example`))
    await khamla().call(api.setFrequency, { rules: { ...usualRules, kinds: {}, each: { most: null, days: 30, gapDays: 10 } } })
    const { id } = await khamla().call(api.addSend, {
      surveyId,
      kind: 'schedule',
      everyDays: 14,
      holdOutPercent: 20,
      filter: { list: ids },
    })
    await khamla().call(api.startSend, { id })
    for (let day = 0; day < 14; day++) {
      await app.settle()
      app.clock.forward(60 * 24)
    }
    const people = (await khamla().call(api.getSend, { id })).people
    expect((people.delivered ?? 0) + (people.excluded ?? 0)).toBe(60)
    expect(people.excluded).toBeGreaterThan(3)
    expect(people.excluded).toBeLessThan(24)
    const days = await app.read(({ db }) =>
      db.selectFrom('participant').select(['askedAt', 'excludedBy']).where('sendId', '=', id).execute(),
    )
    expect(new Set(days.map(one => one.excludedBy))).toEqual(new Set([null, 'hold-out']))
    expect(new Set(days.filter(one => one.askedAt).map(one => one.askedAt!.toISOString().slice(0, 10))).size).toBeGreaterThan(9)
    for (let day = 0; day < 14; day++) {
      await app.settle()
      app.clock.forward(60 * 24)
    }
    const after = await app.read(({ db }) =>
      db.selectFrom('participant').select(['customerId', 'excludedBy']).where('sendId', '=', id).execute(),
    )
    const held = new Set(after.filter(one => one.excludedBy).map(one => one.customerId))
    expect(held.size).toBe(people.excluded)
    expect(after).toHaveLength(120)
  }, 180_000)
})
