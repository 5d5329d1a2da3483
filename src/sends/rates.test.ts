import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testApp } from '#testing.ts'
import { openSurvey } from '#testing-surveys.ts'
import { surveyRates } from './rates-api.ts'

let app: Awaited<ReturnType<typeof testApp>>
let survey = ''
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z' })
  survey = (await openSurvey(app, 'nps')).surveyId
  await fill()
})
afterAll(() => app.close())

/** Ten asked in each language: of the Lao eight answered 10, of the Thai two answered 0; two more were never asked. */
async function fill() {
  await app.write(async ({ tx, now }) => {
    const sendId = newId()
    await tx
      .insertInto('send')
      .values({ id: sendId, surveyId: survey, kind: 'list', name: 'x', channel: 'email', state: 'sent', createdAt: now, changedAt: now })
      .execute()
    for (let n = 0; n < 22; n++) {
      const [id, linkId] = [newId(), newId()]
      const lao = n < 10
      const answered = lao ? n < 8 : n >= 10 && n < 12
      await tx
        .insertInto('customer')
        .values({ id, name: `c${n}`, nameKey: `c${n}`, searchKey: `c${n}`, languages: [lao ? 'lo' : 'th'], createdAt: now })
        .execute()
      await tx
        .insertInto('participant')
        .values({
          ...{ id: newId(), sendId, surveyId: survey, customerId: id, channel: 'email', linkId, plannedAt: now, dueAt: now },
          askedAt: n < 20 ? now : null,
          answeredAt: answered ? now : null,
        })
        .execute()
      const score = lao ? 10 : 0
      if (answered)
        await tx
          .insertInto('response')
          .values({
            ...{ id: linkId, linkId, surveyId: survey, version: 1, channel: 'email', language: 'lo', customerId: id },
            ...{ answers: JSON.stringify({ score }), score, scale: 'nps', scaleMin: 0, scaleMax: 10, respondedAt: now, changedAt: now },
          })
          .execute()
    }
  })
}

test('says who answered and who is silent, with its likely range, and what the score would be if all had answered alike', async () => {
  const { asked, answered, rate, parts } = await app.as('anna').call(surveyRates, { survey })
  expect([asked, answered, rate.value]).toEqual([20, 10, 0.5])
  expect(rate.low).toBeCloseTo(0.2993, 3)
  const language = parts.find(one => one.by === 'language')!
  expect(language.groups.map(one => [one.group, one.asked, one.answered, one.value, one.ofAsked, one.ofAnswered]).sort()).toEqual([
    ['lo', 10, 8, 0.8, 0.5, 0.8],
    ['th', 10, 2, 0.2, 0.5, 0.2],
  ])
  expect(language.weighted).toMatchObject({ measure: 'nps', raw: 60, value: 0, n: 10, covered: 1 })
  expect(language.weighted!.effective).toBeCloseTo(6.4)
  expect(parts.find(one => one.by === 'channel')!.weighted).toMatchObject({ raw: 60, value: 60 })
})

test('a survey that nobody was asked by name has none, and another workspace’s is not here', async () => {
  const { surveyId } = await openSurvey(app, 'csat')
  expect(await app.as('anna').call(surveyRates, { survey: surveyId })).toMatchObject({ asked: 0, rate: { value: null } })
  await expect(app.as('anna').call(surveyRates, { survey: newId() })).rejects.toMatchObject({ status: 404 })
})
