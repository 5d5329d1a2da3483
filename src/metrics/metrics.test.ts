import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addFeedback } from '#inbox/api.ts'
import { addInteractions } from '#interactions/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { metrics } from './registry.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
})
afterAll(() => app.close())

const call = (externalId: string, enteredAt: string, more: object) => ({
  externalId,
  kind: 'call' as const,
  enteredAt: new Date(enteredAt),
  outcome: 'answered' as const,
  ...more,
})
const march = { from: '2026-03-01', to: '2026-04-01' }

test('every metric has a name and an explanation, and none is defined twice', async () => {
  const { items } = await app.as('anna').call(api.listMetrics, {})
  expect(items.map(({ id }) => id)).toEqual([...(await metrics()).keys()])
  for (const { name, about } of items) expect([name, about].some(text => text.startsWith('metrics.'))).toBe(false)
})

describe('ten calls of two reps', () => {
  beforeAll(async () => {
    const waits = [0, 5, 10, 20, 21, 60, 90, 120, 200, 300]
    const interactions = waits.map((waitSeconds, at) =>
      call(`c${at}`, `2026-03-0${1 + (at % 5)}T03:00:00Z`, {
        waitSeconds,
        talkSeconds: 100 + at,
        handler: at % 2 ? 'noi@sabai.example' : 'Somchai Boonmee',
        caller: `p${at}`,
      }),
    )
    const gone = [3, 30].map((waitSeconds, at) => ({
      ...call(`a${at}`, '2026-03-05T03:00:00Z', { waitSeconds }),
      outcome: 'abandoned' as const,
    }))
    await app.as('anna').call(addInteractions, { source: 'pbx', interactions: [...interactions, ...gone] })
  })

  const company = async (id: string) => (await app.as('anna').call(api.readMetric, { id, ...march })).rows[0]

  test('the four rules of service level give four figures', async () => {
    expect((await company('service-level'))?.value).toBeCloseTo(4 / 12, 9)
    expect((await company('service-level-of-answered'))?.value).toBeCloseTo(4 / 10, 9)
    expect((await company('service-level-without-short-abandons'))?.value).toBeCloseTo(4 / 11, 9)
    expect((await company('service-level-short-abandons-met'))?.value).toBeCloseTo(5 / 12, 9)
  })

  test('hold time is that of the answered, with its interval', async () => {
    expect(await company('hold-time')).toMatchObject({ n: 10, value: 82.6 })
    expect(await company('hold-time-median')).toMatchObject({ n: 10, value: 40.5, low: 5, high: 200 })
    expect(await company('hold-time-longest')).toMatchObject({ value: 300 })
  })

  test('below five only the count is told', async () => {
    expect(await company('time-to-abandon')).toMatchObject({ n: 2, value: null, low: null, high: null })
  })

  test('a rep sees themselves, their manager the team as it was, a viewer the company only', async () => {
    const member = (key: 'noi' | 'khamla' | 'anna') => app.as(key).call(api.readMetric, { id: 'handle-time', ...march, level: 'member' })
    expect((await member('noi')).rows.map(({ name, n }) => [name, n])).toEqual([['Noi Keomany', 5]])
    expect((await member('khamla')).rows.map(({ name }) => name)).toEqual(['Noi Keomany'])
    expect((await member('anna')).rows.map(({ name }) => name)).toEqual(['Noi Keomany', 'Somchai Boonmee'])
    const managers = await app.as('anna').call(api.readMetric, { id: 'handle-time', ...march, level: 'manager' })
    expect(managers.rows.map(({ name, n }) => [name, n])).toEqual([
      ['Anna Weber', 10],
      ['Khamla Vongsa', 5],
      ['วราภรณ์ ชัยสิทธิ์', 5],
    ])
  })

  test('waiting is nobody’s figure but the company’s', async () => {
    await expect(app.as('anna').call(api.readMetric, { id: 'hold-time', ...march, level: 'member' })).rejects.toMatchObject({
      code: 'metric.level',
    })
  })

  test('the same call again corrects it', async () => {
    const again = await app.as('anna').call(addInteractions, {
      source: 'pbx',
      interactions: [
        call('c9', '2026-03-05T03:00:00Z', { waitSeconds: 100, talkSeconds: 109, handler: 'noi@sabai.example', caller: 'p9' }),
      ],
    })
    expect(again).toEqual({ added: 0, changed: 1, unchanged: 0 })
    expect(await company('hold-time')).toMatchObject({ n: 10, value: 62.6 })
  })

  test('weeks begin on Monday in the workspace’s zone', async () => {
    const { rows } = await app.as('anna').call(api.readMetric, { id: 'handle-time', ...march, by: 'week' })
    expect(rows.map(({ by, n }) => [by, n])).toEqual([
      ['2026-02-23', 2],
      ['2026-03-02', 8],
    ])
  })
})

test('what is due, and how long the open ones have been open, is told by the time at hand', async () => {
  const items = [1, 2, 3, 4, 5].map(n => ({ author: `customer ${n}`, text: `broken ${n}`, score: 1, scale: 'csat' as const }))
  await app.as('khamla').call(addFeedback, { items })
  await app.settle()
  const company = async (id: string) => (await app.as('anna').call(api.readMetric, { id, ...march })).rows[0]
  app.clock.set('2026-03-21T08:59:00Z')
  expect(await company('answered-within-24-hours')).toMatchObject({ n: 0 })
  app.clock.set('2026-03-21T09:01:00Z')
  expect(await company('answered-within-24-hours')).toMatchObject({ n: 5, value: 0 })
})
