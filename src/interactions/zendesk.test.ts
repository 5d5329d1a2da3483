import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as imports from '#imports/api.ts'
import { reading, system, working } from '#kernel/inside.ts'
import { NotPublic } from '#kernel/outside.ts'
import { readMetric } from '#metrics/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { pullZendesk } from './pulls/zendesk.ts'

let app: TestApp
let theirs: Server
let host: string
const asked: string[] = []
let busy = 2
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
  theirs = createServer((request, answer) => {
    asked.push(`${request.headers.authorization === 'Basic bm9pQHNhYmFpLmV4YW1wbGUvdG9rZW46dA==' ? '' : 'who? '}${request.url}`)
    if (busy-- > 0) return void answer.writeHead(429, { 'retry-after': '0' }).end()
    const page = pages(new URL(request.url!, 'http://x'))
    answer.writeHead(page ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(page ?? {}))
  })
  await new Promise<void>(done => theirs.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(theirs.address() as AddressInfo).port}`
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

async function pulled(allowed: readonly string[] = [host]) {
  const ctx = await reading(app.inside, app.workspaceId, system, async ({ workspace, now }) => working(app.inside, workspace, system, now))
  const authorization = `Basic ${Buffer.from('noi@sabai.example/token:t').toString('base64')}`
  return pullZendesk(
    ctx,
    { base: `http://${host}`, authorization, allowed, signal: new AbortController().signal, progress: () => {} },
    'zendesk',
  )
}
const company = async (id: string) => (await app.as('anna').call(readMetric, { id, from: '2026-03-01', to: '2026-04-01' })).rows[0]

test('nothing of the inside is called unless the administrator of the server lets it', async () => {
  await expect(pulled([])).rejects.toThrow(NotPublic)
  expect(asked).toEqual([])
})

test('tickets, what happened to them, and calls come page by page, after being told to wait; the next time only what is new', async () => {
  expect(await pulled()).toEqual({
    tickets: { read: 6, added: 5, changed: 0, refused: 0 },
    ticket_metric_events: { read: 4, added: 3, changed: 0, refused: 0 },
    calls: { read: 1, added: 1, changed: 0, refused: 0 },
  })
  expect(asked.slice(0, 4).every(one => one.startsWith('/api/v2/incremental/tickets/cursor.json'))).toBe(true)
  expect(await company('time-to-resolve')).toMatchObject({ n: 6, value: expect.closeTo(((10 + 20 + 30 + 40 + 50 + 1) / 6) * 3600, 3) })
  // Closed hours are out of what they reckoned: a third of the calendar's time here.
  expect(await company('time-to-resolve-in-hours')).toMatchObject({ n: 5, value: 10 * 3600 })
  expect(await company('first-reply-time-in-hours')).toMatchObject({ n: 5, value: 1800 })
  const { rows } = await app.as('anna').call(readMetric, { id: 'time-to-resolve', from: '2026-03-01', to: '2026-04-01', level: 'member' })
  expect(rows.map(({ name, n }) => [name, n])).toEqual([['Noi Keomany', 5]])
  later = [ticket(5, 60, { metric_set: { ...ticket(5, 60).metric_set, reopens: 1 } })]
  asked.length = 0
  expect((await pulled()).tickets).toMatchObject({ read: 1, added: 0, changed: 1 })
  expect(asked[0]).toContain('cursor=b')
  expect((await company('reopen-rate'))?.n).toBe(6)
})

test('the same tickets as a file are the same cases', async () => {
  const answer = (await app.as('dala').inject({
    method: 'POST',
    url: '/api/imports?importer=zendesk-tickets&name=tickets.json',
    headers: { 'content-type': 'application/octet-stream' },
    payload: JSON.stringify({ tickets: [ticket(1, 10), ticket(8, 12)], after_cursor: 'x', end_of_stream: true }),
  })) as unknown as { body: string }
  const { id } = JSON.parse(answer.body)
  await app.as('dala').call(imports.changeImport, { id, settings: { source: 'zendesk' } } as never)
  await app.as('dala').call(imports.runImport, { id })
  await app.settle()
  expect(await app.as('dala').call(imports.getImport, { id })).toMatchObject({ read: 2, added: 1, changed: 1, refused: 0 })
  expect(await company('time-to-resolve')).toMatchObject({ n: 7 })
})
