import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testApp } from '#testing.ts'
import { openSurvey } from '#testing-surveys.ts'
import { addSegment } from './api.ts'
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

test('tells the rate of each saved segment and of the accounts with most people asked; all other accounts are one', async () => {
  const { surveyId } = await openSurvey(app, 'nps')
  const { id: segmentId } = await app.as('khamla').call(addSegment, { name: 'Gold', filter: {} })
  await app.write(async ({ tx, now }) => {
    const sends = [segmentId, null].map(segmentId => ({ id: newId(), segmentId }))
    const send = { surveyId, kind: 'list', name: 'x', channel: 'email', state: 'sent', createdAt: now, changedAt: now }
    await tx
      .insertInto('send')
      .values(sends.map(one => ({ ...send, ...one })))
      .execute()
    for (let account = 0; account < 23; account++) {
      const accountId = newId()
      const named = { name: `Account ${account}`, nameKey: `account ${account}`, searchKey: `account ${account}` }
      await tx
        .insertInto('account')
        .values({ id: accountId, ...named, createdAt: now })
        .execute()
      // The first account has ten people, the others two each; one of two has answered.
      for (let n = 0; n < (account === 0 ? 10 : 2); n++) {
        const id = newId()
        const name = `of ${account} ${n}`
        await tx.insertInto('customer').values({ id, name, nameKey: name, searchKey: name, accountId, createdAt: now }).execute()
        const asked = {
          id: newId(),
          sendId: sends[account === 0 ? 0 : 1]!.id,
          surveyId,
          customerId: id,
          channel: 'email',
          plannedAt: now,
          dueAt: now,
        }
        await tx
          .insertInto('participant')
          .values({ ...asked, askedAt: now, answeredAt: n % 2 ? now : null })
          .execute()
      }
    }
  })
  const { parts } = await app.as('anna').call(surveyRates, { survey: surveyId })
  const shown = (by: string) =>
    parts.find(one => one.by === by)!.groups.map(one => [one.name ?? one.group, one.asked, one.answered, one.value])
  expect(shown('segment')).toEqual([
    ['', 44, 22, 0.5],
    ['Gold', 10, 5, 0.5],
  ])
  const accounts = shown('account')
  expect(accounts).toHaveLength(21)
  expect(accounts[0]).toEqual(['Account 0', 10, 5, 0.5])
  // Below five the rate says nothing; what is beyond the twenty largest is counted together, at the end.
  expect(accounts[1]!.slice(1)).toEqual([2, 1, null])
  expect(accounts.at(-1)).toEqual(['others', 6, 3, 0.5])
  expect(parts.find(one => one.by === 'account')!.weighted).toBeNull()
})
