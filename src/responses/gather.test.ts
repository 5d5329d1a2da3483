import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { type TestApp, testApp } from '#testing.ts'
import { openSurvey } from '#testing-surveys.ts'
import { takeIn } from './intake.ts'
import type { NewResponse } from './rows.ts'

let app: TestApp
let surveyId: string
beforeAll(async () => {
  app = await testApp()
  surveyId = (await openSurvey(app, 'nps')).surveyId
})
afterAll(() => app.close())

const about = { customerId: null, accountId: null, memberId: null, caseId: null, topicId: null, linkId: null, startedAt: null }
const measures = { score: 9, scale: 'nps', scaleMin: 0, scaleMax: 10, mood: 1, comment: '' }
const row = (more: Partial<NewResponse> = {}): NewResponse => ({
  ...about,
  ...measures,
  id: newId(),
  surveyId,
  version: 1,
  channel: 'api',
  language: 'en',
  answers: { score: 9 },
  properties: {},
  test: false,
  complete: true,
  ...more,
})
const count = (id: string) =>
  app.read(async ({ db }) => ({
    responses: (await db.selectFrom('response').select('id').where('id', '=', id).execute()).length,
    events: (await db.selectFrom('event').select('id').where('subjectId', '=', id).execute()).length,
  }))

test('many who answer at once share few transactions, and each is stored with its event', async () => {
  let transactions = 0
  const write = <T>(run: (ctx: Writing) => Promise<T>) => {
    transactions++
    return app.write(run)
  }
  const rows = Array.from({ length: 60 }, () => row())
  expect(await Promise.all(rows.map(one => takeIn(app.workspaceId, write, one)))).toEqual(rows.map(() => true))
  expect(transactions).toBeLessThan(20)
  for (const { id } of rows.slice(0, 5)) expect(await count(id)).toEqual({ responses: 1, events: 1 })
})

test('one bad row among them fails alone', async () => {
  const rows = [row(), row({ customerId: newId() }), row(), row({ topicId: newId() })]
  const done = await Promise.allSettled(rows.map(one => takeIn(app.workspaceId, app.write, one)))
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
})

test('the line to the database is lost after the commit: the repeat adds nothing, and the response is there once', async () => {
  let lost = false
  const write = async <T>(run: (ctx: Writing) => Promise<T>) => {
    const result = await app.write(run)
    if (!lost) {
      lost = true
      throw new Error('Connection terminated unexpectedly')
    }
    return result
  }
  const [one, other] = [row(), row()]
  await Promise.all([takeIn(app.workspaceId, write, one), takeIn(app.workspaceId, write, other)])
  for (const { id } of [one, other]) expect(await count(id)).toEqual({ responses: 1, events: 1 })
  expect(await takeIn(app.workspaceId, app.write, one)).toBe(false)
  expect(await count(one.id)).toEqual({ responses: 1, events: 1 })
})
