import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CES, CSAT, NPS, type Scale } from '#core/scores/scale.ts'
import { addAccount, changeAccount } from '#customers/api.ts'
import { receiveFeedback } from '#inbox/index.ts'
import { takeCaseEvents } from '#interactions/cases.ts'
import { newId } from '#kernel/id.ts'
import type { Level } from '#kernel/metric.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
})
afterAll(() => app.close())

const march = { from: '2026-03-01', to: '2026-04-01' }
const rows = async (id: string, more: { level?: Level; from?: string; to?: string } = {}, as: 'anna' | 'khamla' | 'noi' = 'anna') =>
  (await app.as(as).call(api.readMetric, { id, ...march, ...more })).rows
const company = async (id: string, more: { from?: string; to?: string } = {}) => (await rows(id, more))[0]

const contact = (member: string, at: string, talk: number) =>
  app.write(({ tx, workspace, now }) =>
    sql`insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, wait_seconds, talk_seconds, member_id, changed_at)
      values (${workspace.id}, ${newId()}, 'pbx', ${newId()}, 'call', ${at}, 'answered', 5, ${talk}, ${member}, ${now})`.execute(tx),
  )
const shift = (member: string, from: string, to: string, productive: number | null) =>
  app.write(({ tx, workspace, now }) =>
    sql`insert into time_log (workspace_id, id, source, external_id, member_id, started_at, ended_at, productive_seconds, changed_at)
      values (${workspace.id}, ${newId()}, 'pbx', ${newId()}, ${member}, ${from}, ${to}, ${productive}, ${now})`.execute(tx),
  )
const solve = (memberId: string, at: string, many: number) =>
  app.write(ctx =>
    takeCaseEvents(ctx, {
      source: 'desk',
      rows: Array.from({ length: many }, () => ({
        rowKey: Buffer.from(newId()),
        caseKey: newId(),
        at: new Date(at),
        kind: 'solved' as const,
        memberId,
      })),
    }),
  )

describe('what was done by the hours it was done in', () => {
  beforeAll(async () => {
    const { noi, somchai } = app.ids
    await shift(noi, '2026-03-02T02:00:00Z', '2026-03-02T10:00:00Z', 6 * 3600)
    await shift(noi, '2026-03-03T02:00:00Z', '2026-03-03T10:00:00Z', null)
    await solve(noi, '2026-03-02T03:00:00Z', 6)
    await solve(noi, '2026-03-03T03:00:00Z', 8)
    await solve(somchai, '2026-03-03T03:00:00Z', 5)
    for (let n = 0; n < 10; n++) await contact(noi, `2026-03-02T03:${10 + n}:00Z`, 360)
    for (const day of ['09', '16']) await contact(noi, `2026-03-${day}T03:00:00Z`, 600)
    for (const day of ['03', '10']) await contact(somchai, `2026-03-${day}T03:00:00Z`, 300)
  })

  test('cases, requests and contacts: hours that were productive, all of a shift where that is not told; nobody’s without a log', async () => {
    expect(await company('cases-per-hour')).toMatchObject({ n: 14, value: 14 / 14 })
    expect(await company('requests-per-rep')).toMatchObject({ n: 14, value: expect.closeTo(40, 9) })
    expect(await company('contacts-per-hour')).toMatchObject({ n: 10, value: expect.closeTo(10 / 14, 9) })
    expect((await rows('cases-per-hour', { level: 'member' })).map(({ name, n }) => [name, n])).toEqual([['Noi Keomany', 14]])
  })

  test('occupancy, and time with customers by rep and ISO week', async () => {
    expect(await company('occupancy')).toMatchObject({ value: expect.closeTo(3600 / (14 * 3600), 9) })
    // Noi: 3,600, 600, 600; Somchai: 300, 300.
    expect(await company('ticket-time-per-week')).toMatchObject({ n: 5, value: expect.closeTo(5400 / 5, 9) })
    expect(await company('productive-time-per-week')).toMatchObject({ n: 1, value: null })
  })
})

test('readings count from five seconds on, or where nobody knows; chats after them', async () => {
  const read = (seconds: number | null, then: string | null) =>
    app.write(({ tx, workspace, now }) =>
      sql`insert into article_view (workspace_id, id, source, external_id, article, viewed_at, seconds, then_contact, changed_at)
        values (${workspace.id}, ${newId()}, 'log', ${newId()}, 'a', '2026-03-05T03:00:00Z', ${seconds}, ${then}, ${now})`.execute(tx),
    )
  for (const [seconds, then] of [
    [4, null],
    [5, 'chat'],
    [60, 'call'],
    [null, null],
    [90, 'chat'],
    [300, null],
  ] as const)
    await read(seconds, then)
  expect(await company('articles-read')).toMatchObject({ n: 5, value: 5 })
  expect(await company('chat-after-article')).toMatchObject({ n: 6, value: 2 / 6 })
  expect(await company('contact-after-article')).toMatchObject({ n: 6, value: 3 / 6 })
})

test('a matter that comes back under a new number is chained to the old one and counts against whoever solved it first', async () => {
  const topic = newId()
  const customers = Array.from({ length: 6 }, newId)
  await app.write(async ({ tx, workspace, now }) => {
    await sql`insert into topic (workspace_id, id, name, name_key, created_at) values (${workspace.id}, ${topic}, 'Payout', 'payout', ${now})`.execute(
      tx,
    )
    for (const id of customers)
      await sql`insert into customer (workspace_id, id, name, name_key, search_key, created_at) values (${workspace.id}, ${id}, 'x', 'x', 'x', ${now})`.execute(
        tx,
      )
    const fact = (customer: string, created: string, solved: string | null, more: { reopens?: number; solver?: string } = {}) =>
      sql`insert into case_fact (workspace_id, source, case_key, created_at, first_solved_at, last_solved_at, first_solver_id, solver_id, customer_id, topic_id, solves,
        reopens, touches, assignments) values (${workspace.id}, 'desk', ${newId()}, ${created}, ${solved}, ${solved}, ${more.solver ?? app.ids.noi},
        ${app.ids.somchai}, ${customer}, ${topic}, 1, ${more.reopens ?? 0}, 1, 1)`.execute(tx)
    // Solved in January. One comes back under a new number in time, one too late, one under the old number; three never.
    for (const [at, customer] of customers.entries())
      await fact(customer, '2026-01-05T03:00:00Z', '2026-01-06T03:00:00Z', { reopens: at === 2 ? 1 : 0 })
    await fact(customers[0]!, '2026-01-20T02:59:00Z', null)
    await fact(customers[1]!, '2026-01-20T03:01:00Z', null)
  })
  const january = { from: '2026-01-01', to: '2026-02-01' }
  expect(await company('came-back', january)).toMatchObject({ n: 6, value: 2 / 6 })
  expect((await rows('came-back', { ...january, level: 'member' })).map(({ name }) => name)).toEqual(['Noi Keomany'])
})

test('loyalty stands on two parts at least, with the parts and weights beside it', async () => {
  const said = (month: string, scale: Scale, scores: readonly number[]) =>
    app.write(ctx =>
      receiveFeedback(
        ctx,
        scores.map(score => ({
          rowKey: Buffer.from(newId()),
          score,
          scale,
          channel: 'call',
          saidAt: new Date(`2025-${month}-10T03:00:00Z`),
        })),
        { source: 'pbx', importId: null, cases: 'none' },
      ),
    )
  const times = (n: number, score: number) => Array.from({ length: n }, () => score)
  const csat = [...times(80, 5), ...times(20, 2)]
  const nps = [...times(50, 10), ...times(30, 8), ...times(20, 3)]
  for (const month of ['05', '06', '07']) await said(month, CSAT, csat)
  for (const month of ['05', '06']) await said(month, NPS, nps)
  await said('05', CES, [...times(45, 5), ...times(45, 6)])
  const of = (month: number) => company('loyalty', { from: `2025-0${month}-01`, to: `2025-0${month + 1}-01` })
  // golden/composite: 80/100, 50/30/20, mean 5.5 → 73.33; without CES 72.5; from one part alone nothing.
  expect(await of(5)).toMatchObject({ value: expect.closeTo(73.33333333, 6) })
  expect((await of(5))?.made).toEqual([
    { metric: 'csat', weight: 1, value: 80, n: 100 },
    { metric: 'nps', weight: 1, value: 65, n: 100 },
    { metric: 'ces', weight: 1, value: 75, n: 90 },
  ])
  const two = await of(6)
  expect([two?.value, two!.value! - two!.low!]).toEqual([72.5, expect.closeTo(1.959964 * 2.795084972, 4)])
  expect(await of(7)).toMatchObject({ n: 100, value: null })
})

test('accounts that stay and what they pay: who came meanwhile is not among them, who left pays nothing, another currency is not converted', async () => {
  const account = (name: string, more: object) =>
    app.as('anna').call(addAccount, { name, monthlyRevenue: 100, currency: 'USD', startsOn: '2024-01-15', ...more } as never)
  const made: { id: string }[] = []
  for (let n = 0; n < 8; n++) made.push(await account(`stays ${n}`, {}))
  for (let n = 0; n < 2; n++) await account(`left ${n}`, { endsOn: '2026-02-10' })
  await account('new', { startsOn: '2026-02-15' })
  await account('other', { currency: 'LAK', monthlyRevenue: 5_000_000 })
  await app.settle()
  app.clock.set('2026-03-25T09:00:00Z')
  await app.as('anna').call(changeAccount, { id: made[0]!.id, monthlyRevenue: 50 } as never)
  await app.as('anna').call(changeAccount, { id: made[1]!.id, monthlyRevenue: 200 } as never)
  await app.settle()
  app.clock.set('2026-04-02T09:00:00Z')
  const period = { from: '2026-02-01', to: '2026-04-01' }
  expect(await company('retention', period)).toMatchObject({ n: 11, value: 9 / 11 })
  expect(await company('churn', period)).toMatchObject({ n: 11, value: 2 / 11 })
  expect(await company('gross-revenue-retention', period)).toMatchObject({ n: 10, value: expect.closeTo(750 / 1000, 9) })
  expect(await company('net-revenue-retention', period)).toMatchObject({ n: 10, value: expect.closeTo(850 / 1000, 9) })
  await expect(rows('net-revenue-retention', period, 'khamla')).rejects.toMatchObject({ code: 'forbidden' })
  // Twelve began; of the eleven old ones two left after more than two years, so after a year all were there.
  expect(await company('retention-after-a-year', period)).toMatchObject({ n: 12, value: 1 })
})

test('agent satisfaction is the last pulse’s, of the company and teams of five, of nobody else', async () => {
  const enps = (value: number) => ({ n: 8, value, low: value - 30, high: value + 30 })
  const wave = (closedAt: string, value: number) =>
    app.write(({ tx, workspace }) => {
      const figures = (of: number) => ({ n: 8, enps: enps(of), items: [], alpha: null })
      const results = {
        answered: 8,
        company: figures(value),
        teams: [{ id: app.ids.khamla, name: 'Khamla', figures: figures(value + 10) }],
      }
      return sql`insert into pulse_wave (workspace_id, id, opened_at, closes_at, closed_at, items, asked, results)
        values (${workspace.id}, ${newId()}, ${closedAt}, ${closedAt}, ${closedAt}, '{}', 12, ${JSON.stringify(results)})`.execute(tx)
    })
  await wave('2026-03-03T03:00:00Z', 10)
  await wave('2026-03-13T03:00:00Z', 25)
  expect(await rows('agent-satisfaction')).toMatchObject([{ n: 8, value: 25, low: -5, high: 55 }])
  expect((await rows('agent-satisfaction', { level: 'manager' })).map(({ name, value }) => [name, value])).toEqual([['Khamla Vongsa', 35]])
  await expect(rows('agent-satisfaction', { level: 'member' })).rejects.toMatchObject({ code: 'metric.level' })
})

test('coverage says that there is nothing yet, not nought', async () => {
  expect(await rows('coverage')).toEqual([])
  const { items } = await app.as('anna').call(api.listMetrics, {})
  expect(items.find(({ id }) => id === 'coverage')?.awaits).toBe('None yet: no process has been written.')
  const service = items.find(({ id }) => id === 'service-level')!
  expect(service.variants.map(({ id }) => id)).toHaveLength(3)
  expect(service.excludes.map(({ why }) => why)).toEqual(['menu', 'phantom', 'outgoing'])
})
