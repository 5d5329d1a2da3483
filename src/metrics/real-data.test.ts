import { createReadStream, existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as imports from '#imports/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'

const data = '../shared/data'

/** Figures of files that nobody here wrote, beside those computed by others: golden/calls and golden/tickets. */
describe.skipIf(!existsSync(data))('real files', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp({ now: '2026-03-20T09:00:00Z', zone: 'Asia/Jerusalem' })
    await bring('interactions', `${data}/calls/pwc_calls.csv`)
    await bring('interactions', `${data}/calls/one_day.csv`, {
      mapping: {
        externalId: ['call_id'],
        time: ['vru_exit'],
        queuedAt: ['q_start'],
        outcome: ['outcome'],
        wait: ['q_time'],
        talk: ['ser_time'],
        handler: ['server'],
        queue: ['type'],
      },
      settings: { missingDate: '1999-08-02', zone: 'Asia/Jerusalem', source: 'bank', emptyMarkers: ['NO_SERVER', '0:00:00'] },
    })
    await bring('cases', `${data}/tickets/helpdesk.csv.gz`)
  })
  afterAll(() => app.close())

  async function bring(importer: string, file: string, changes: object = {}) {
    const answer = (await app.as('dala').inject({
      method: 'POST',
      url: `/api/imports?importer=${importer}&name=${file.split('/').at(-1)}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: createReadStream(file),
    } as never)) as unknown as { body: string }
    const { id } = JSON.parse(answer.body)
    await app.as('dala').call(imports.changeImport, { id, ...changes } as never)
    await app.as('dala').call(imports.runImport, { id })
    await app.settle()
    return app.as('dala').call(imports.getImport, { id })
  }

  const company = async (id: string, from: string, to: string) => (await app.as('anna').call(api.readMetric, { id, from, to })).rows[0]
  const near = (value: number) => expect.closeTo(value, 6)

  test('the eight reps of PwC: their ratings, and that chance alone explains the difference', async () => {
    const period = { id: 'csat', from: '2021-01-01', to: '2021-04-01' }
    const { rows } = await app.as('anna').call(api.readMetric, { ...period, level: 'member' })
    expect(rows.map(({ name, n }) => [name, n])).toEqual([
      ['Becky', 517],
      ['Dan', 523],
      ['Diane', 501],
      ['Greg', 502],
      ['Jim', 536],
      ['Joe', 484],
      ['Martha', 514],
      ['Stewart', 477],
    ])
    expect(rows[0]).toMatchObject({ value: near(0.504835589941973), low: near(0.461861593997242), high: near(0.547738256261127) })
    const { differ, rows: judged } = await app.as('anna').call(api.readOutliers, period)
    expect(differ?.byChance).toBe(true)
    expect(judged.filter(({ outlier }) => outlier !== null)).toEqual([])
  })

  test('the bank’s day: four service levels, who waited how long, who gave up', async () => {
    const day = (id: string) => company(id, '1999-08-02', '1999-08-03')
    expect(await day('hold-time')).toMatchObject({ n: 1511, value: near(134.84645929847784), low: expect.closeTo(127.7037, 3) })
    expect(await day('hold-time-median')).toMatchObject({ value: 96, low: 85, high: 106 })
    expect(await day('abandonment')).toMatchObject({ n: 2239, value: near(0.32514515408664585) })
    expect(await day('time-to-abandon')).toMatchObject({ n: 728, value: near(79.50824175824175) })
    expect(await day('handle-time')).toMatchObject({ n: 1511, value: near(193.78557246856386) })
    expect(await day('handle-time-without-ghosts')).toMatchObject({
      n: 1450,
      value: near(201.75793103448277),
      low: near(186.06535488197872),
    })
    const levels = [
      'service-level',
      'service-level-of-answered',
      'service-level-without-short-abandons',
      'service-level-short-abandons-met',
    ]
    const values = []
    for (const id of levels) values.push((await day(id))?.value)
    expect(values).toEqual([0.18043769539973203, 0.2673726009265387, 0.19611650485436893, 0.2603841000446628].map(near))
  })

  test('the helpdesk’s log: time to resolve, reopened, touches', async () => {
    const all = (id: string) => company(id, '2010-01-01', '2015-01-01')
    expect(await all('time-to-resolve')).toMatchObject({ n: 4569, value: expect.closeTo(276.91242248486174 * 3600, 1) })
    expect((await all('time-to-resolve-median'))?.value).toBeCloseTo(159.7902777777778 * 3600, 0)
    expect((await all('time-to-first-resolve'))?.value).toBeCloseTo(266.94037043116657 * 3600, 0)
    expect((await all('reopen-rate'))?.value).toBeCloseTo(386 / 4569, 9)
    expect(await all('touches')).toMatchObject({ n: 4580, value: near(4.661135371179039) })
  })
})
