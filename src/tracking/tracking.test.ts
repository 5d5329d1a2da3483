import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import { createKey } from '#directory/index.ts'
import { readMetric } from '#metrics/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './status-api.ts'

let app: TestApp
let key: string
let origin: string
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
  key = (await app.write(ctx => createKey(ctx, { name: 'Shop', scopes: ['tracking.send'] }))).key
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  origin = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`
})
afterAll(() => app.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${origin}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  })
const status = () => app.as('anna').call(api.readTracking, {})
const events = (name: string) =>
  app.read(({ db }) => db.selectFrom('trackedEvent').select(['messageId', 'customerId', 'at', 'told']).where('name', '=', name).execute())
const customerOf = async (userId: string) =>
  app.read(({ db }) => db.selectFrom('trackedPerson').select('customerId').where('personKey', '=', `u:${userId}`).executeTakeFirst())

describe('the clients of npm, with one host name changed', () => {
  test('Segment’s: who a user is, what they did, what they read', async () => {
    const analytics = new Analytics({ writeKey: key, host: origin, flushAt: 4, flushInterval: 100 })
    const failures: unknown[] = []
    analytics.on('error', failure => failures.push(failure))
    analytics.identify({ userId: 'u1', traits: { name: 'Marta Lindqvist', email: 'marta@x.example', plan: 'pro' } })
    analytics.group({ userId: 'u1', groupId: 'acme', traits: { name: 'Acme' } })
    analytics.track({ userId: 'u1', event: 'Article Viewed', properties: { article_id: 'cards', seconds: 35 } })
    analytics.page({ userId: 'u1', name: 'Prices', properties: { url: 'https://x.example/prices' } })
    await analytics.closeAndFlush({ timeout: 5_000 })
    expect(failures).toEqual([])
    const { customerId } = (await customerOf('u1'))!
    const whole = await app.as('anna').call(customers.getCustomer, { id: customerId })
    expect(whole).toMatchObject({ name: 'Marta Lindqvist', account: { name: 'Acme' } })
    const { items: traits } = await app.as('anna').call(api.listTraits, { id: customerId })
    expect(traits.map(({ source, key, value }) => [source, key, value])).toContainEqual(['tracking', 'plan', 'pro'])
    const { items } = await app.as('anna').call(customers.customerTimeline, { id: customerId })
    expect(items.map(({ type, detail }) => [type, detail?.text])).toEqual(
      expect.arrayContaining([
        ['tracked.page', 'Prices'],
        ['tracked.track', 'Article Viewed'],
      ]),
    )
    const views = await app.read(({ db }) => db.selectFrom('articleView').select(['article', 'seconds', 'customerId']).execute())
    expect(views).toMatchObject([{ article: 'cards', seconds: 35, customerId }])
  }, 20_000)

  test('RudderStack’s: a call that ended is a contact of the figures', async () => {
    const client = new RudderAnalytics(key, { dataPlaneUrl: origin, flushAt: 1, flushInterval: 100 })
    const properties = { call_id: 'c1', wait_seconds: 12, talk_seconds: 100, agent: 'noi@sabai.example', queue: 'help' }
    const sent = await new Promise<unknown>(done =>
      client.track({ userId: 'u1', event: 'Call Ended', properties, timestamp: new Date() }, done as () => void),
    )
    expect(sent).toBeFalsy()
    await client.flush()
    const calls = await app.read(({ db }) =>
      db.selectFrom('interaction').select(['externalId', 'outcome', 'waitSeconds', 'memberId', 'customerId']).execute(),
    )
    expect(calls).toEqual([
      { externalId: 'c1', outcome: 'answered', waitSeconds: 12, memberId: app.ids.noi, customerId: (await customerOf('u1'))!.customerId },
    ])
  }, 20_000)
})

test('a message is taken once, however often it is sent; its time is put right by the sender’s clock', async () => {
  const batch = {
    sentAt: '2026-03-20T10:00:00Z',
    batch: [{ type: 'track', event: 'Paid', userId: 'u2', messageId: 'm1', timestamp: '2026-03-20T09:59:00Z' }],
  }
  const before = await status()
  expect((await post('batch', batch)).status).toBe(200)
  expect(await (await post('batch', batch)).json()).toEqual({ success: true })
  expect(await events('Paid')).toMatchObject([{ at: new Date('2026-03-20T08:59:00Z'), customerId: null }])
  expect(await status()).toMatchObject({ accepted: before.accepted + 1, repeated: before.repeated + 1 })
})

test('who says later who they are has done what they did before', async () => {
  await post('track', { event: 'Looked', anonymousId: 'a7', messageId: 'm2' })
  expect(await events('Looked')).toMatchObject([{ customerId: null }])
  await post('identify', { userId: 'u3', anonymousId: 'a7', traits: { firstName: 'Bounmy', lastName: 'S' } })
  await post('alias', { userId: 'u3 new', previousId: 'u3' })
  await post('track', { event: 'Looked again', userId: 'u3 new' })
  const { customerId } = (await customerOf('u3'))!
  expect([...(await events('Looked')), ...(await events('Looked again'))].map(one => one.customerId)).toEqual([customerId, customerId])
})

test('a chat that somebody asks for from an article, before anybody knows who they are, is a contact after the reading; its end corrects it', async () => {
  const timestamp = (minutes: number) => new Date(Date.UTC(2026, 2, 20, 8, minutes)).toISOString()
  const track = (event: string, minutes: number, properties: object) =>
    post('track', { event, anonymousId: 'reader', timestamp: timestamp(minutes), properties })
  const chat = () =>
    app.read(({ db }) =>
      db.selectFrom('interaction').select(['outcome', 'talkSeconds', 'caller', 'customerId']).where('externalId', '=', 'k1').execute(),
    )
  const view = () =>
    app.read(({ db }) =>
      db.selectFrom('articleView').select(['seconds', 'thenContact', 'customerId']).where('article', '=', 'pin').execute(),
    )
  await track('Article Viewed', 0, { article_id: 'pin', view_id: 'v1' })
  await track('Article Viewed', 1, { article_id: 'pin', view_id: 'v1', seconds: 50 })
  await track('Chat Requested', 2, { chat_id: 'k1', article_id: 'pin' })
  expect(await view()).toEqual([{ seconds: 50, thenContact: 'chat', customerId: null }])
  expect(await chat()).toEqual([{ outcome: 'waiting', talkSeconds: null, caller: 'a:reader', customerId: null }])
  await track('Chat Ended', 9, { chat_id: 'k1', wait_seconds: 60, talk_seconds: 300 })
  expect(await chat()).toMatchObject([{ outcome: 'answered', talkSeconds: 300 }])
  await post('identify', { userId: 'u5', anonymousId: 'reader', traits: { name: 'Khamla' } })
  const { customerId } = (await customerOf('u5'))!
  expect([await view(), await chat()]).toMatchObject([[{ thenContact: 'chat', customerId }], [{ customerId }]])
})

test('what is wrong in a batch is counted and shown, and leaves the rest alone', async () => {
  const before = await status()
  const good = {
    type: 'track',
    event: 'Good one',
    userId: 'u9',
    properties: { nul: 'a\u0000\u0000b', half: '\ud83d', said: '\\u0000', back: '\\' },
  }
  const bad = [
    7,
    { type: 'dance', userId: 'u' },
    { type: 'track', event: 'x' },
    { type: 'track', userId: 'u' },
    { type: 'group', userId: 'u' },
    { ...good, timestamp: 'yesterday' },
    { ...good, timestamp: -8.64e15 },
    { ...good, timestamp: '-200000-01-01T00:00:00Z' },
    { ...good, timestamp: '2027-01-01T00:00:00Z' },
    { ...good, properties: { long: 'x'.repeat(33_000) } },
  ]
  expect((await post('batch', { batch: [...bad, good] })).status).toBe(200)
  expect(await status()).toMatchObject({ accepted: before.accepted + 1, refused: before.refused + 10 })
  const { items } = await app.as('anna').call(api.listRefusals, {})
  expect([...new Set(items.map(({ reason }) => reason))].sort()).toEqual([...api.refusals].sort())
  expect((await events('Good one'))[0]?.told).toEqual({ nul: 'ab', half: '', said: '\\u0000', back: '\\' })
})

test('a packed body, one that is too large, one that is none, and a key that is not good', async () => {
  const packed = gzipSync(JSON.stringify({ batch: [{ type: 'track', event: 'Packed', userId: 'u' }] }))
  expect((await post('batch', packed, { 'content-encoding': 'gzip' })).status).toBe(200)
  expect(await events('Packed')).toHaveLength(1)
  expect((await post('batch', { batch: [], filler: 'x'.repeat(513_000) })).status).toBe(400)
  expect((await post('batch', 'no json')).status).toBe(400)
  expect((await post('batch', { batch: [] }, { authorization: 'Basic eDo=' })).status).toBe(401)
  await expect(app.as('noi').call(api.readTracking, {})).rejects.toMatchObject({ status: 403 })
  expect((await app.as('anna').call(readMetric, { id: 'article-reading-time', from: '2026-01-01', to: '2026-12-31' })).rows[0]?.n).toBe(2)
})
