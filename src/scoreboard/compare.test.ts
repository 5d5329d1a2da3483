import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CSAT, NPS, type Scale } from '#core/scores/scale.ts'
import { addFeedback } from '#inbox/api.ts'
import { receiveFeedback } from '#inbox/index.ts'
import { newId } from '#kernel/id.ts'
import { readMetric } from '#metrics/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './benchmarks-api.ts'
import { readFalseSuccess } from './false-success-api.ts'
import * as people from './people-api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
})
afterAll(() => app.close())

const rated = (scale: Scale, scores: readonly number[]) =>
  app.write(ctx =>
    receiveFeedback(
      ctx,
      scores.map(score => ({ rowKey: Buffer.from(newId()), score, scale, channel: 'call', saidAt: new Date('2026-02-10T03:00:00Z') })),
      { source: 'test', cases: 'none' },
    ),
  )
const times = (many: number, score: number) => Array<number>(many).fill(score)

const entry = {
  kind: 'competitor' as const,
  name: 'Mekong Pay',
  metric: 'csat',
  scale: 'csat' as const,
  method: 'top-two' as const,
  value: 48 / 80,
  n: 80,
  year: 2026,
  sourceUrl: 'https://mekong.example/report',
}

describe('what others reach', () => {
  const items = async (more: object = {}) => (await app.as('noi').call(api.listBenchmarks, more)).items
  const compared = async (metric = 'csat') => (await app.as('noi').call(api.compareBenchmarks, { id: metric })).items
  let id: string

  test('is entered by a head, as the metric is defined now, and is shown nowhere by itself', async () => {
    await expect(app.as('noi').call(api.addBenchmark, entry)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(app.as('anna').call(api.addBenchmark, { ...entry, value: 60 })).rejects.toMatchObject({
      fields: [{ field: 'value', code: 'benchmark.value' }],
    })
    id = (await app.as('anna').call(api.addBenchmark, entry)).id
    await expect(app.as('anna').call(api.addBenchmark, entry)).rejects.toMatchObject({ code: 'benchmark.twice' })
    expect(await items()).toMatchObject([
      { name: 'Mekong Pay', unit: 'share', metricVersion: 1, shown: false, misfit: null, goodUntil: '2029-01-01' },
    ])
  })

  test('is held against our own year: too few, then a difference with its interval, or "not testable"', async () => {
    expect(await compared()).toMatchObject([{ verdict: 'no-figure', change: null }])
    await rated(CSAT, [...times(56, 5), ...times(14, 1)])
    const [one] = await compared()
    expect(one).toMatchObject({ verdict: 'above', ours: { n: 70, value: 0.8 } })
    expect(one?.change).toMatchObject({ value: expect.closeTo(0.2, 9), low: expect.closeTo(0.0524, 4), high: expect.closeTo(0.3339, 4) })
    await app.as('anna').call(api.changeBenchmark, { id, ...entry, n: null })
    expect(await compared()).toMatchObject([{ verdict: 'untestable', change: null }])
  })

  test('stands beside our figure only where it fits, and says why where it does not', async () => {
    await app.as('anna').call(api.showBenchmark, { id, shown: true })
    expect(await items({ shown: 'true' })).toHaveLength(1)
    const other = await app.as('anna').call(api.addBenchmark, { ...entry, name: 'Thumbs', scale: 'thumbs', method: 'share' })
    await expect(app.as('anna').call(api.showBenchmark, { id: other.id, shown: true })).rejects.toMatchObject({ code: 'benchmark.scale' })
    const old = await app.as('anna').call(api.addBenchmark, { ...entry, name: 'Old', year: 2023 })
    await expect(app.as('anna').call(api.showBenchmark, { id: old.id, shown: true })).rejects.toMatchObject({ code: 'benchmark.expired' })
    expect((await compared()).map(({ verdict, ours }) => [verdict, ours?.n ?? null])).toEqual([
      ['untestable', 70],
      ['refused', null],
      ['refused', null],
    ])
  })

  test('is taken away and comes back; found by name and by metric', async () => {
    await app.as('anna').call(api.removeBenchmark, { id })
    expect((await items()).map(({ name }) => name)).toEqual(['Thumbs', 'Old'])
    await app.as('anna').call(api.restoreBenchmark, { id })
    expect((await items({ q: 'mekong' })).map(({ name }) => name)).toEqual(['Mekong Pay'])
    expect(await items({ metric: 'nps' })).toEqual([])
    const first = await app.as('noi').call(api.listBenchmarks, { limit: 2 })
    const next = await app.as('noi').call(api.listBenchmarks, { limit: 2, cursor: first.next! })
    expect([...first.items, ...next.items].map(({ name }) => name)).toEqual(['Mekong Pay', 'Thumbs', 'Old'])
  })

  test('that is published comes along with its sources, once, and none of it is shown', async () => {
    expect(await app.as('bounmy').call(api.takePublished, {})).toEqual({ added: 46 })
    expect(await app.as('bounmy').call(api.takePublished, {})).toEqual({ added: 0 })
    const [isp] = await items({ q: 'isp', kind: 'published', limit: 1 })
    expect(isp).toMatchObject({ value: 72, year: 2025, scale: 'hundred', method: 'index', misfit: 'method', shown: false })
  })

  test('of points is tested with the widest spread they can have', async () => {
    await rated(NPS, [...times(40, 10), ...times(10, 3)])
    const theirs = { ...entry, metric: 'nps', scale: 'nps' as const, method: 'promoters' as const, value: 20, n: 500 }
    await app.as('anna').call(api.addBenchmark, theirs)
    expect(await compared('nps')).toMatchObject([{ verdict: 'above', ours: { n: 50, value: 60 } }])
  })
})

describe('shorter calls that were bought with customers', () => {
  const topic = newId()
  type Contact = { at: string; caller: string; talk: number; caseId?: string; kind?: string }
  const contact = ({ at, caller, talk, caseId, kind = 'call' }: Contact) =>
    app.write(({ tx, workspace, now }) =>
      sql`insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, wait_seconds, talk_seconds, member_id, caller, case_id,
          topic_id, changed_at)
        values (${workspace.id}, ${newId()}, 'pbx', ${newId()}, ${kind}, ${at}, 'answered', 5, ${talk}, ${app.ids.noi}, ${caller}, ${caseId ?? null}, ${topic}, ${now})`.execute(
        tx,
      ),
    )
  const asked = { period: 'days' as const, from: '2026-02-15', to: '2026-03-07' }
  const read = () => app.as('anna').call(readFalseSuccess, asked)

  beforeAll(async () => {
    await app.write(({ tx, now }) =>
      tx.insertInto('topic').values({ id: topic, name: 'Payout', nameKey: 'payout', names: '{}', sort: 0, createdAt: now }).execute(),
    )
    // Before: forty customers, once each. After: forty shorter calls, and thirty of them call again within days, under a new number.
    for (let n = 0; n < 40; n++)
      await contact({ at: `2026-01-${28 + (n % 3)}T03:00:00Z`, caller: `a${n}`, talk: 300 + (n % 7) * 10, caseId: newId() })
    for (let n = 0; n < 40; n++)
      await contact({ at: `2026-02-${16 + (n % 3)}T03:00:00Z`, caller: `b${n}`, talk: 150 + (n % 7) * 10, caseId: newId() })
  })

  test('no finding while only the minutes fall', async () => {
    const found = await read()
    expect(found).toMatchObject({ found: false, speed: { now: { n: 40 }, before: { n: 40 }, worse: false } })
    expect(found.speed.change).toMatchObject({ seen: true, value: expect.closeTo(-150, 6) })
    expect(found.repeats.map(({ metric, worse }) => [metric.id, worse])).toEqual([
      ['first-contact-resolution', false],
      ['contacts-to-resolution', false],
      ['reopen-rate', false],
      ['came-back', false],
    ])
  })

  test('a matter that comes again under a new number is the same matter, and the finding has a name', async () => {
    for (let n = 0; n < 30; n++) await contact({ at: `2026-02-${20 + (n % 3)}T03:00:00Z`, caller: `b${n}`, talk: 160, caseId: newId() })
    // Until when it is known who came again.
    await contact({ at: '2026-03-16T03:00:00Z', caller: 'c', talk: 200 })
    const found = await read()
    const of = (id: string) => found.repeats.find(({ metric }) => metric.id === id)
    expect(found.found).toBe(true)
    expect(of('contacts-to-resolution')).toMatchObject({ now: { n: 40, value: 1.75 }, before: { n: 40, value: 1 }, worse: true })
    expect(of('first-contact-resolution')).toMatchObject({ now: { n: 70, value: 40 / 70 }, before: { value: 1 }, worse: true })
    expect(of('came-back')).toMatchObject({ change: null, worse: false })
    expect((await app.as('noi').call(readFalseSuccess, { ...asked, level: 'member', of: app.ids.noi })).found).toBe(true)
    await expect(app.as('noi').call(readFalseSuccess, { ...asked, level: 'member', of: app.ids.sok })).rejects.toMatchObject({
      code: 'scoreboard.not-yours',
    })
  })

  test('mails whose time nobody took do not make contacts look shorter', async () => {
    const read = async (id: string) => (await app.as('anna').call(readMetric, { id, from: '2026-02-15', to: '2026-03-07' })).rows[0]
    const before = [await read('handle-time'), await read('ticket-time-per-week')]
    for (let n = 0; n < 10; n++) await contact({ at: '2026-02-21T05:00:00Z', caller: `m${n}`, talk: 0, kind: 'email' })
    expect([await read('handle-time'), await read('ticket-time-per-week')]).toEqual(before)
    expect(before[0]).toMatchObject({ n: 70 })
  })
})

describe('what a good one does differently', () => {
  const replied = (caseId: string, memberId: string, text: string, many: number) =>
    app.write(({ tx, now }) =>
      tx
        .insertInto('caseEntry')
        .values(
          Array.from({ length: many }, () => ({
            id: newId(),
            caseId,
            kind: 'message',
            direction: 'out',
            memberId,
            at: now,
            text,
            language: 'en',
          })),
        )
        .execute(),
    )

  test('is in the words and links of their replies, each share with its interval', async () => {
    await app.as('khamla').call(addFeedback, { items: [{ author: 'Somebody', text: 'broken', score: 1, scale: 'csat' }] })
    await app.settle()
    const { id } = await app.read(({ db }) => db.selectFrom('customerCase').select('id').limit(1).executeTakeFirstOrThrow())
    await replied(id, app.ids.noi, 'Let me repeat what I understood, see https://help.example/payout', 30)
    await replied(id, app.ids.sok, 'Understood, thanks', 40)
    const { rows } = await app.as('khamla').call(people.readDifferences, { id: app.ids.noi, period: 'this-month' })
    const of = (key: string) => rows.find(row => row.key === key)
    expect(of('repeat')).toMatchObject({ kind: 'word', own: { n: 30, value: 1 }, peers: { n: 40, value: 0 }, change: { seen: true } })
    expect(of('help.example/payout')).toMatchObject({ kind: 'link', change: { value: 1, seen: true } })
    expect(of('understood')).toBeUndefined()
  })

  test('is worth having learned when the others’ figures moved since, and two weeks have passed', async () => {
    await app.as('khamla').call(people.writeTalk, { id: app.ids.noi, words: 'Repeats the question first' })
    expect(await app.as('khamla').call(people.readMoved, { id: app.ids.noi })).toEqual({ since: null, days: 0, rows: [] })
    const by = (memberId: string, saidAt: string, scores: readonly number[]) =>
      app.write(ctx =>
        receiveFeedback(
          ctx,
          scores.map(score => ({ rowKey: Buffer.from(newId()), score, scale: CSAT, channel: 'call', memberId, saidAt: new Date(saidAt) })),
          { source: 'test', cases: 'none' },
        ),
      )
    await by(app.ids.sok, '2026-03-10T03:00:00Z', [...times(20, 5), ...times(30, 1)])
    app.clock.set('2026-04-20T09:00:00Z')
    await by(app.ids.sok, '2026-04-02T03:00:00Z', [...times(45, 5), ...times(5, 1)])
    await by(app.ids.noi, '2026-04-02T03:00:00Z', times(50, 1))
    const { since, days, rows } = await app.as('khamla').call(people.readMoved, { id: app.ids.noi })
    expect([since, days]).toEqual(['2026-03-20', 31])
    expect(rows.find(({ metric }) => metric.id === 'csat')).toMatchObject({
      before: { n: 50, value: 0.4 },
      now: { n: 50, value: 0.9 },
      change: { seen: true, value: expect.closeTo(0.5, 9) },
    })
    await expect(app.as('khamla').call(people.readMoved, { id: app.ids.sok })).rejects.toMatchObject({ code: 'scoreboard.not-yours' })
  })
})
