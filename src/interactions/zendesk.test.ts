import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as imports from '#imports/api.ts'
import { reading, system, working } from '#kernel/inside.ts'
import { NotPublic } from '#kernel/outside.ts'
import { readMetric } from '#metrics/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './connection-api.ts'
import { pullZendesk } from './pulls/zendesk.ts'

let app: TestApp
let theirs: Server
let host: string
const asked: string[] = []
/** What is answered to the next ones who ask: a status, and what Retry-After says. */
let busy: (readonly [status: number, retryAfter: number])[] = [
  [429, 0],
  [503, 0],
]
beforeAll(async () => {
  theirs = createServer((request, answer) => {
    const known = request.headers.authorization === 'Basic bm9pQHNhYmFpLmV4YW1wbGUvdG9rZW46dA=='
    asked.push(`${known ? '' : 'who? '}${request.url}`)
    const refused = known ? busy.shift() : ([401, 0] as const)
    if (refused) return void answer.writeHead(refused[0], { 'retry-after': String(refused[1]) }).end()
    const page = pages(new URL(request.url!, 'http://x'))
    answer.writeHead(page ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(page ?? {}))
  })
  await new Promise<void>(done => theirs.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(theirs.address() as AddressInfo).port}`
  app = await testApp({ now: '2026-03-20T09:00:00Z', webhookHosts: [host] })
})
afterAll(async () => {
  theirs.close()
  await app.close()
})

const minutes = (calendar: number, business: number) => ({ calendar, business })
const ticket = (id: number, hours: number, more: object = {}) => ({
  id,
  created_at: '2026-03-02T09:00:00Z',
  status: 'solved',
  subject: `Ticket ${id}`,
  via: { channel: 'email' },
  assignee_id: 7,
  metric_set: {
    ticket_id: id,
    solved_at: new Date(Date.UTC(2026, 2, 2, 9 + hours)).toISOString(),
    reopens: 0,
    reply_time_in_minutes: minutes(60, 30),
    first_resolution_time_in_minutes: minutes(hours * 60, hours * 20),
    full_resolution_time_in_minutes: minutes(hours * 60, hours * 20),
  },
  ...more,
})
const users = [{ id: 7, email: 'noi@sabai.example', name: 'Noi' }]
let later: object[] = []
let ratings: object[] = [
  {
    id: 501,
    ticket_id: 1,
    score: 'good',
    comment: 'Quick',
    requester_id: 90,
    created_at: '2026-03-19T09:00:00Z',
    updated_at: '2026-03-19T09:00:00Z',
  },
  { id: 502, ticket_id: 2, score: 'offered', requester_id: 91, created_at: '2026-03-19T09:00:00Z', updated_at: '2026-03-19T09:00:00Z' },
]

/** As their documentation says. */
function pages(url: URL): object | null {
  const cursor = url.searchParams.get('cursor')
  if (url.pathname === '/api/v2/incremental/tickets/cursor.json') {
    if (cursor === 'b') return { tickets: later, users, after_cursor: 'b', end_of_stream: true }
    if (cursor === 'a')
      return { tickets: [ticket(4, 40), ticket(5, 50), ticket(6, 1, { status: 'deleted' })], users, after_cursor: 'b', end_of_stream: true }
    return { tickets: [ticket(1, 10), ticket(2, 20), ticket(3, 30)], users, after_cursor: 'a', end_of_stream: false }
  }
  const from = Number(url.searchParams.get('start_time'))
  if (url.pathname === '/api/v2/users/me.json') return { user: { id: 7, name: 'Noi', role: 'admin' } }
  if (url.pathname === '/api/v2/business_hours/schedules.json')
    return { schedules: [{ id: 3, name: 'Support', time_zone: 'London', intervals: [{ start_time: 1440 + 540, end_time: 1440 + 1020 }] }] }
  if (url.pathname === '/api/v2/business_hours/schedules/3/holidays.json')
    return { holidays: [{ id: 1, name: 'Easter', start_date: '2026-04-03', end_date: '2026-04-06' }] }
  if (url.pathname === '/api/v2/satisfaction_ratings.json')
    return { satisfaction_ratings: ratings, meta: { has_more: false, after_cursor: null } }
  if (url.pathname === '/api/v2/incremental/ticket_metric_events.json')
    return {
      ticket_metric_events:
        from > 1
          ? []
          : [
              { id: 1, ticket_id: 9, metric: 'requester_wait_time', type: 'activate', instance_id: 1, time: '2026-03-02T09:00:00Z' },
              { id: 2, ticket_id: 9, metric: 'requester_wait_time', type: 'fulfill', instance_id: 1, time: '2026-03-02T10:00:00Z' },
              { id: 3, ticket_id: 9, metric: 'requester_wait_time', type: 'activate', instance_id: 2, time: '2026-03-03T09:00:00Z' },
              { id: 4, ticket_id: 9, metric: 'agent_work_time', type: 'activate', instance_id: 1, time: '2026-03-03T09:00:00Z' },
            ],
      count: from > 1 ? 0 : 4,
      end_time: 1_772_528_400,
    }
  if (url.pathname === '/api/v2/channels/voice/stats/incremental/calls.json')
    return {
      calls:
        from > 1
          ? []
          : [
              {
                id: 77,
                created_at: '2026-03-02T09:00:00Z',
                direction: 'inbound',
                completion_status: 'completed',
                wait_time: 12,
                talk_time: 60,
                agent_id: 7,
                agent_name: 'noi@sabai.example',
              },
            ],
      count: from > 1 ? 0 : 1,
      end_time: 1_772_528_400,
    }
  return null
}

const account = () => ({ address: host, email: 'noi@sabai.example', token: 't' })
const company = async (id: string) => (await app.as('anna').call(readMetric, { id, from: '2026-03-01', to: '2026-04-01' })).rows[0]
const now = async () => (await app.as('anna').call(api.listConnections, {})).items[0]!
const rated = () =>
  app.read(({ db }) => db.selectFrom('feedback').select(['score', 'text', 'memberId']).where('source', '=', 'zendesk').execute())
let id: string

test('nothing of the inside is called unless the administrator of the server lets it, and nobody but Zendesk at all', async () => {
  const dala = app.as('dala')
  await expect(dala.call(api.tryConnection, { ...account(), address: 'evil.example' })).rejects.toMatchObject({
    fields: [{ field: 'address', code: 'not-zendesk' }],
  })
  for (const address of [
    'acme',
    'zendesk.com',
    'acme.zendesk.com.evil.example',
    'evil.example/acme.zendesk.com',
    'a@evil.example?.zendesk.com',
  ])
    await expect(dala.call(api.addConnection, { ...account(), address })).rejects.toMatchObject({ status: 400 })
  await expect(dala.call(api.addConnection, { ...account(), address: '10.0.0.1' })).rejects.toMatchObject({ status: 400 })
  await expect(app.as('noi').call(api.listConnections, {})).rejects.toMatchObject({ status: 403 })
  await expect(app.as('anna').call(api.addConnection, account())).rejects.toMatchObject({ status: 403 })
  const ctx = await reading(app.inside, app.workspaceId, system, async ({ workspace, now }) => working(app.inside, workspace, system, now))
  const calling = { base: `http://${host}`, authorization: '', allowed: [], signal: new AbortController().signal, progress: () => {} }
  await expect(pullZendesk(ctx, { calling: { ...calling, wait: async () => {} }, source: 'x', takes: ['tickets'] })).rejects.toThrow(
    NotPublic,
  )
  expect(asked).toEqual([])
})

test('a token that is wrong, a name that leads nowhere and an account that is not there are told apart', async () => {
  const tried = (changes: object) => app.as('dala').call(api.tryConnection, { ...account(), ...changes })
  expect(await tried({ token: 'wrong' })).toMatchObject({ problem: 'login' })
  busy = [[404, 0], ...busy]
  expect(await tried({})).toMatchObject({ problem: 'not-theirs' })
  busy = [[429, 60], ...busy]
  expect(await tried({})).toMatchObject({ problem: 'busy' })
  const waiting = busy.splice(0)
  expect(await tried({})).toEqual({ problem: null, said: null, name: 'Noi' })
  busy = waiting
})

test('tickets, what happened to them, calls and ratings come page by page, after being told to wait; the next time only what is new', async () => {
  asked.length = 0
  const connection = await app.as('dala').call(api.addConnection, account())
  expect(connection).toMatchObject({ running: true, source: 'zendesk', address: `http://${host}` })
  expect(JSON.stringify(connection)).not.toContain('token')
  id = connection.id
  await app.settle()
  expect(await now()).toMatchObject({
    running: false,
    problem: null,
    read: 6 + 4 + 1 + 1,
    added: 5 + 3 + 1 + 1,
    absent: ['survey_responses'],
    pulledAt: app.clock.now,
    nextAt: new Date('2026-03-20T10:00:00Z'),
  })
  expect(asked.slice(0, 4).every(one => one.startsWith('/api/v2/incremental/tickets/cursor.json'))).toBe(true)
  expect(await company('time-to-resolve')).toMatchObject({ n: 6, value: expect.closeTo(((10 + 20 + 30 + 40 + 50 + 1) / 6) * 3600, 3) })
  // Closed hours are out of what they reckoned: a third of the calendar's time here.
  expect(await company('time-to-resolve-in-hours')).toMatchObject({ n: 5, value: 10 * 3600 })
  expect(await company('first-reply-time-in-hours')).toMatchObject({ n: 5, value: 1800 })
  const { rows } = await app.as('anna').call(readMetric, { id: 'time-to-resolve', from: '2026-03-01', to: '2026-04-01', level: 'member' })
  expect(rows.map(({ name, n }) => [name, n])).toEqual([['Noi Keomany', 5]])
  expect(await rated()).toEqual([{ score: 1, text: 'Quick', memberId: app.ids.noi }])
})

test('working time as they reckon it stands beside ours from their schedules: where it differs it is said', async () => {
  // Open on Mondays from nine to five: of ten to fifty hours from Monday at nine, eight are worked.
  const hours = await app.as('anna').call(api.compareHours, { id })
  expect(hours).toMatchObject({ schedules: [{ name: 'Support', zone: 'London', known: true, holidays: 4 }], compared: 5, agree: 0 })
  expect(hours.differing).toContainEqual({ caseKey: '1', title: 'Ticket 1', theirMinutes: 200, ourMinutes: 480 })
  await app.write(({ tx }) =>
    tx
      .updateTable('caseWorked')
      .set({ solveSeconds: 480 * 60 })
      .where('caseKey', '=', '1')
      .execute(),
  )
  expect(await app.as('anna').call(api.compareHours, { id })).toMatchObject({ compared: 5, agree: 1 })
})

test('an hour later it is read on from there: a ticket that was corrected, one that was deleted, a rating that was given anew', async () => {
  later = [ticket(5, 60, { metric_set: { ...ticket(5, 60).metric_set, reopens: 1 } }), ticket(4, 40, { status: 'deleted' })]
  ratings = [{ ...ratings[0], score: 'bad', comment: 'Not solved after all', updated_at: '2026-03-20T09:30:00Z' }]
  asked.length = 0
  app.clock.forward(60)
  await app.settle()
  expect(asked[0]).toContain('cursor=b')
  expect(asked.find(one => one.includes('satisfaction_ratings'))).toContain(`start_time=${Date.parse('2026-03-18T09:00:00Z') / 1000}`)
  expect(await now()).toMatchObject({ read: 3, added: 0, changed: 3, pulledAt: app.clock.now })
  expect((await company('reopen-rate'))?.n).toBe(5)
  expect(await company('time-to-resolve')).toMatchObject({ n: 5, value: expect.closeTo(((10 + 20 + 30 + 60 + 1) / 5) * 3600, 3) })
  expect(await company('time-to-resolve-in-hours')).toMatchObject({ n: 4 })
  expect(await rated()).toEqual([{ score: 0, text: 'Not solved after all', memberId: app.ids.noi }])
})

test('asked to wait for minutes it leaves and comes again; stopped it stores nothing more; with a token that ended it says so', async () => {
  busy = [[429, 120]]
  await app.as('dala').call(api.pullConnection, { id })
  await app.settle()
  expect(await now()).toMatchObject({ running: true, waitsUntil: new Date(app.clock.now.getTime() + 120_000), nextAt: null })
  app.clock.forward(2)
  await app.settle()
  expect(await now()).toMatchObject({ running: false, problem: null, pulledAt: app.clock.now })
  busy = [[429, 120]]
  await app.as('dala').call(api.pullConnection, { id })
  await app.settle()
  expect(await app.as('dala').call(api.stopPull, { id })).toMatchObject({ running: false, waitsUntil: null })
  asked.length = 0
  app.clock.forward(3)
  await app.settle()
  expect(asked).toEqual([])
  busy = [[401, 0]]
  await app.as('dala').call(api.pullConnection, { id })
  await app.settle()
  expect(await now()).toMatchObject({
    running: false,
    problem: 'login',
    problemSaid: '401',
    nextAt: new Date(app.clock.now.getTime() + 3_600_000),
  })
})

test('a process that was killed in the middle is followed by another; paused nobody asks; disconnected the token is gone, and the place is kept', async () => {
  await app.as('dala').call(api.pullConnection, { id })
  // Its job is lost with its process: the event is taken away before anybody hears of it.
  await app.write(({ tx }) =>
    tx.updateTable('event').set({ awaiting: [], tryAt: null }).where('type', '=', 'connection.pull-asked').execute(),
  )
  app.clock.forward(16)
  await app.settle()
  expect(await now()).toMatchObject({ running: false, problem: null, pulledAt: app.clock.now })
  await app.as('dala').call(api.changeConnection, { id, paused: true })
  asked.length = 0
  app.clock.forward(600)
  await app.settle()
  expect(asked).toEqual([])
  await expect(app.as('dala').call(api.changeConnection, { id, email: 'other@sabai.example' })).rejects.toMatchObject({ status: 400 })
  await app.as('dala').call(api.endConnection, { id })
  const kept = await app.read(({ db }) => db.selectFrom('connection').select(['token', 'endedAt']).executeTakeFirstOrThrow())
  expect(kept).toEqual({ token: null, endedAt: app.clock.now })
  expect((await app.as('dala').call(api.listConnections, {})).items).toEqual([])
  await app.as('dala').call(api.addConnection, { ...account(), takes: ['tickets'] })
  await app.settle()
  expect(asked[0]).toContain('cursor=b')
  expect(await company('time-to-resolve')).toMatchObject({ n: 5 })
})

async function bring(importer: string, content: object) {
  const answer = (await app.as('dala').inject({
    method: 'POST',
    url: `/api/imports?importer=${importer}&name=x.json`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: JSON.stringify(content),
  })) as unknown as { body: string }
  const { id } = JSON.parse(answer.body)
  await app.as('dala').call(imports.changeImport, { id, settings: { source: 'zendesk' } } as never)
  await app.as('dala').call(imports.runImport, { id })
  await app.settle()
  return app.as('dala').call(imports.getImport, { id })
}

test('the same tickets and ratings as files are the same cases and responses', async () => {
  const tickets = { tickets: [ticket(1, 10), ticket(8, 12)], after_cursor: 'x', end_of_stream: true }
  expect(await bring('zendesk-tickets', tickets)).toMatchObject({ read: 2, added: 1, changed: 1, refused: 0 })
  expect(await company('time-to-resolve')).toMatchObject({ n: 6 })
  expect(await bring('zendesk', { satisfaction_ratings: ratings })).toMatchObject({ read: 1, added: 0, unchanged: 1, refused: 0 })
})
