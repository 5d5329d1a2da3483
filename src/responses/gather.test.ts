import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { gathering, system } from '#kernel/inside.ts'
import type { Store } from '#kernel/slice.ts'
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
const desk = () => gathering(app.inside, app.workspaceId, system)
const count = (id: string) =>
  app.read(async ({ db }) => ({
    responses: (await db.selectFrom('response').select('id').where('id', '=', id).execute()).length,
    events: (await db.selectFrom('event').select('id').where('subjectId', '=', id).execute()).length,
  }))

test('many who answer at once share few transactions, and each is stored with its event', async () => {
  let transactions = 0
  const { store } = desk()
  const counting: Store = incoming => {
    transactions++
    return store(incoming)
  }
  const rows = Array.from({ length: 60 }, () => row())
  expect(await Promise.all(rows.map(one => takeIn(app.workspaceId, counting, one)))).toEqual(rows.map(() => true))
  expect(transactions).toBeLessThan(20)
  for (const { id } of rows.slice(0, 5)) expect(await count(id)).toEqual({ responses: 1, events: 1 })
})

test('one bad row among them fails alone', async () => {
  const rows = [row(), row({ customerId: newId() }), row(), row({ topicId: newId() })]
  const { store } = desk()
  const done = await Promise.allSettled(rows.map(one => takeIn(app.workspaceId, store, one)))
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
})

test('the line to the database is lost after the commit: the repeat adds nothing, and the response is there once', async () => {
  let lost = false
  const { store } = desk()
  const breaking: Store = async incoming => {
    const result = await store(incoming)
    if (!lost) {
      lost = true
      throw new Error('Connection terminated unexpectedly')
    }
    return result
  }
  const [one, other] = [row(), row()]
  await Promise.all([takeIn(app.workspaceId, breaking, one), takeIn(app.workspaceId, breaking, other)])
  for (const { id } of [one, other]) expect(await count(id)).toEqual({ responses: 1, events: 1 })
  expect(await takeIn(app.workspaceId, store, one)).toBe(false)
  expect(await count(one.id)).toEqual({ responses: 1, events: 1 })
})

test('what is written out in a statement stays what it was: quotes, backslashes, whatever looks like SQL', async () => {
  const { store } = desk()
  const nasty = ["'; drop table response; --", "\\'", "\\\\'; select 1; --", '$1 $$ \u2028 ວ່າ', "E'\\x'"]
  for (const comment of nasty) {
    const one = row({ comment, answers: { score: 9, why: comment } })
    expect(await takeIn(app.workspaceId, store, one)).toBe(true)
    const kept = await app.read(({ db }) =>
      db.selectFrom('response').select(['comment', 'answers']).where('id', '=', one.id).executeTakeFirst(),
    )
    expect(kept).toEqual({ comment, answers: { score: 9, why: comment } })
  }
})

test('the same response twice in one breath is one, with one event', async () => {
  const { store } = desk()
  const one = row()
  const added = await Promise.all([takeIn(app.workspaceId, store, one), takeIn(app.workspaceId, store, { ...one })])
  expect(added.sort()).toEqual([false, true])
  expect(await count(one.id)).toEqual({ responses: 1, events: 1 })
})
