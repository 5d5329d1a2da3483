import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { newId } from '#kernel/id.ts'
import { type TestApp, testApp } from '#testing.ts'
import { linkTo, openSurvey, visitor } from '#testing-surveys.ts'
import * as voices from '#voices/api.ts'
import * as api from './api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const feedback = (surveyId: string) =>
  app.read(({ db }) =>
    db
      .selectFrom('feedback')
      .innerJoin('response', 'response.customerId', 'feedback.customerId')
      .selectAll('feedback')
      .where('response.surveyId', '=', surveyId)
      .where('feedback.source', '=', 'survey')
      .execute(),
  )

async function customer(name: string) {
  const id = newId()
  await app.write(({ tx, now }) =>
    tx.insertInto('customer').values({ id, name, nameKey: name.toLowerCase(), searchKey: name.toLowerCase(), createdAt: now }).execute(),
  )
  return id
}

describe('what somebody answers', () => {
  test('opens a case by its score alone, and its comment becomes the case’s words', async () => {
    const customerId = await customer('Somchai')
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId })
    const person = await visitor(app, token)
    await person.send({ 'a.score': '2' })
    await app.settle()
    const [said] = await feedback(surveyId)
    expect(said).toMatchObject({ score: 2, text: '', channel: 'link', customerId, mood: -1 })
    const whole = await app.as('khamla').call(inbox.readCase, { id: said!.caseId! })
    expect(whole).toMatchObject({ words: '', score: { value: 2 } })
    await person.send({ 'a.why': 'รอนานมาก ไม่มีใครรับสาย' })
    await app.settle()
    expect(await feedback(surveyId)).toMatchObject([{ id: said!.id, text: 'รอนานมาก ไม่มีใครรับสาย', language: 'th', caseId: said!.caseId }])
    expect(await app.as('khamla').call(inbox.readCase, { id: said!.caseId! })).toMatchObject({
      words: 'รอนานมาก ไม่มีใครรับสาย',
      language: 'th',
    })
    const found = await app.as('khamla').call(inbox.listCases, { q: 'ไม่มีใครรับสาย' })
    expect(found.items.map(({ id }) => id)).toEqual([said!.caseId])
    const heard = await app.as('khamla').call(voices.listVoices, { q: 'ไม่มีใครรับสาย' })
    expect(heard.items.map(({ id }) => id)).toEqual([said!.id])
  })

  test('opens a case when it becomes worse later', async () => {
    const customerId = await customer('Dara')
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId })
    await (await visitor(app, token)).send({ 'a.score': '9' })
    await app.settle()
    expect(await feedback(surveyId)).toMatchObject([{ score: 9, caseId: null }])
    const person = await visitor(app, token, '?score=1')
    await person.send({ 'a.score': '1' })
    await app.settle()
    const [said, ...more] = await feedback(surveyId)
    expect(more).toEqual([])
    expect(said).toMatchObject({ score: 1, mood: -1, caseId: expect.any(String) })
  })

  test('of a test link is no feedback', async () => {
    const customerId = await customer('Tester')
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId, test: true })
    await (await visitor(app, token)).send({ 'a.score': '0' })
    await app.settle()
    expect(await feedback(surveyId)).toEqual([])
    expect(
      await app.read(({ db }) => db.selectFrom('response').select(['test', 'score']).where('surveyId', '=', surveyId).execute()),
    ).toEqual([{ test: true, score: 0 }])
  })

  test('by a program that fills every field is kept, and opens nothing', async () => {
    const customerId = await customer('Robot')
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId })
    await (await visitor(app, token)).send({ 'a.score': '0', website: 'http://spam.example' })
    await app.settle()
    expect(await feedback(surveyId)).toEqual([])
  })
})

describe('archiving a response', () => {
  test('takes what it said and the untouched case with it, and restoring brings both back', async () => {
    const customerId = await customer('Mali')
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId })
    await (await visitor(app, token)).send({ 'a.score': '3' })
    await app.settle()
    const [said] = await feedback(surveyId)
    const { id } = (await app.read(({ db }) => db.selectFrom('response').select('id').where('surveyId', '=', surveyId).executeTakeFirst()))!
    expect(await app.as('khamla').call(api.archiveResponse, { id })).toEqual({ id, keptInCase: null })
    expect(await feedback(surveyId)).toEqual([])
    await expect(app.as('khamla').call(inbox.readCase, { id: said!.caseId! })).rejects.toMatchObject({ status: 404 })
    await app.as('khamla').call(api.restoreResponse, { id })
    await app.settle()
    expect(await feedback(surveyId)).toMatchObject([{ score: 3, caseId: expect.any(String) }])
  })

  test('leaves to a case in which somebody worked what was said there', async () => {
    const customerId = await customer('Vanna')
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId })
    await (await visitor(app, token)).send({ 'a.score': '3' })
    await app.settle()
    const [said] = await feedback(surveyId)
    await app.as('khamla').call(inbox.addNote, { id: said!.caseId!, text: 'I called' })
    const { id } = (await app.read(({ db }) => db.selectFrom('response').select('id').where('surveyId', '=', surveyId).executeTakeFirst()))!
    expect(await app.as('khamla').call(api.archiveResponse, { id })).toEqual({ id, keptInCase: expect.any(Number) })
    expect(await feedback(surveyId)).toHaveLength(1)
  })
})

describe('a program', () => {
  test('adds a response once, however often it says it', async () => {
    const { surveyId } = await openSurvey(app, 'nps')
    const id = newId()
    const input = { id, surveyId, answers: { score: 4, why: 'slow' } }
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => app.as('dala').call(api.addResponse, input)))
    expect(all.filter(({ added }) => added)).toHaveLength(1)
    const rows = await app.read(({ db }) => db.selectFrom('event').select('id').where('subjectId', '=', id).execute())
    expect(rows).toHaveLength(1)
    await app.as('dala').call(api.changeResponse, { id, answers: { score: 4, why: 'very slow' } })
    expect(await app.read(({ db }) => db.selectFrom('response').select('comment').where('id', '=', id).execute())).toEqual([
      { comment: 'very slow' },
    ])
  })

  test('is told which answer does not fit, and nothing of another’s is taken', async () => {
    const { surveyId } = await openSurvey(app, 'nps')
    const add = (more: object) => app.as('dala').call(api.addResponse, { surveyId, answers: { score: 4 }, ...more })
    await expect(add({ answers: { score: 11 } })).rejects.toMatchObject({
      status: 400,
      fields: [{ field: 'answers.score', code: 'invalid' }],
    })
    await expect(add({ answers: { what: 1, score: 1 } })).rejects.toMatchObject({
      fields: [{ field: 'answers.what', code: 'unknown-key' }],
    })
    await expect(add({ answers: {} })).rejects.toMatchObject({ fields: [{ field: 'answers.score', code: 'required' }] })
    await expect(add({ customerId: newId() })).rejects.toMatchObject({ status: 404, code: 'customer.not-found' })
    await expect(add({ surveyId: newId() })).rejects.toMatchObject({ status: 404, code: 'survey.not-found' })
    await expect(app.as('noi').call(api.addResponse, { surveyId, answers: { score: 4 } })).rejects.toMatchObject({ status: 403 })
  })
})

test('a personal link is one response of one person', async () => {
  const customerId = await customer('Keo')
  const { surveyId, token } = await openSurvey(app, 'nps', { customerId })
  const one = await visitor(app, token)
  const other = await visitor(app, token)
  await one.send({ 'a.score': '5' })
  await other.send({ 'a.score': '6' })
  await other.send({ 'a.why': 'changed' })
  const rows = await app.read(({ db }) => db.selectFrom('response').selectAll().where('surveyId', '=', surveyId).execute())
  expect(rows).toMatchObject([{ score: 6, comment: 'changed', customerId }])
  expect((await visitor(app, token)).page.body).toContain('We have your answer.')
  const again = await visitor(app, token, '?again=1')
  await again.send({ 'a.score': '10' })
  expect(
    await app.read(({ db }) => db.selectFrom('response').select(['score', 'comment']).where('surveyId', '=', surveyId).execute()),
  ).toEqual([{ score: 10, comment: '' }])
})

test('a link that is unknown, expired or of a closed survey shows one friendly page', async () => {
  const { surveyId } = await openSurvey(app, 'nps')
  const expired = await linkTo(app, surveyId, { expiresAt: new Date('2026-03-02T08:00:00Z') })
  for (const token of [expired, 'x'.repeat(32), 'short']) {
    const { page } = await visitor(app, token, '', { 'accept-language': 'km', accept: 'text/html' })
    expect(page.status).toBe(404)
    expect(page.body).toContain('ការស្ទង់មតិនេះមិនបានបើកទេ')
  }
})

describe('two customers who turn out to be one', () => {
  test('have answered as one; split again, each has their own answers; an old link names who there is now', async () => {
    const [winner, loser] = [await customer('Vilay Pha'), await customer('Vilay Phasouk')]
    const { surveyId, token } = await openSurvey(app, 'nps', { customerId: loser })
    await (await visitor(app, token)).send({ 'a.score': '8' })
    const later = await linkTo(app, surveyId, { customerId: loser })
    await app.settle()
    await app.as('khamla').call(customers.mergeCustomers, { id: winner, loserId: loser })
    await app.settle()
    const of = async (id: string) =>
      (await app.read(({ db }) => db.selectFrom('response').select('score').where('customerId', '=', id).orderBy('score').execute())).map(
        row => row.score,
      )
    expect([await of(winner), await of(loser)]).toEqual([[8], []])
    await (await visitor(app, later)).send({ 'a.score': '9' })
    expect(await of(winner)).toEqual([8, 9])
    await app.as('khamla').call(customers.unmergeCustomer, { id: loser })
    await app.settle()
    expect([await of(winner), await of(loser)]).toEqual([[9], [8]])
  })
})
