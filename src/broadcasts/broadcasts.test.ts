import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addFeedback } from '#inbox/api.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
let failing = 0
const posted: { path: string; headers: Record<string, unknown>; body: string }[] = []
const chat = createServer((request, answer) => {
  let body = ''
  request.on('data', part => {
    body += part
  })
  request.on('end', () => {
    if (failing > 0) {
      failing--
      answer.writeHead(503).end()
      return
    }
    posted.push({ path: request.url ?? '', headers: request.headers, body })
    answer.writeHead(200).end('ok')
  })
})
let at: string
beforeAll(async () => {
  await new Promise<void>(ready => chat.listen(0, '127.0.0.1', ready))
  at = `http://127.0.0.1:${(chat.address() as AddressInfo).port}`
  app = await testApp({ webhookHosts: ['127.0.0.1'] })
})
afterAll(async () => {
  await app.close()
  await new Promise(closed => chat.close(closed))
})

const hear = async (text: string, score: number) => {
  await app.as('anna').call(addFeedback, { items: [{ text, score, scale: 'nps', author: 'Somsak Phetsavong' }] })
  for (let n = 0; n < 4; n++) await app.settle()
}
const page = (path: string) => app.app.inject({ method: 'GET', url: path })

test('a screen shows words and figures by its own link, and nobody’s name, address or number', async () => {
  const wall = await app.as('anna').call(api.addWall, { name: 'Hall', language: 'lo' })
  await expect(app.as('noi').call(api.addWall, { name: 'Mine', language: 'en' })).rejects.toMatchObject({ status: 403 })
  await hear('Somsak Phetsavong here, call 020 5555 1234 or somsak@shop.example, your man was rude', 1)
  const shown = await page(wall.path)
  expect(shown.statusCode).toBe(200)
  expect(shown.body).toContain('your man was rude')
  for (const secret of ['Somsak', 'Phetsavong', '5555', 'somsak@']) expect(shown.body).not.toContain(secret)
  expect(shown.body).toContain('<html lang="lo">')
  expect((await page(`${wall.path.slice(0, -2)}AA`)).statusCode).toBe(404)
  const { path } = await app.as('anna').call(api.renewWall, { id: wall.id })
  expect((await page(wall.path)).statusCode).toBe(404)
  expect((await page(path)).statusCode).toBe(200)
  await app.as('anna').call(api.archiveWall, { id: wall.id, archived: true })
  expect((await page(path)).statusCode).toBe(404)
})

test('the digest comes in the reader’s language at eight, only when there is something, without names', async () => {
  await app.as('noi').call(api.chooseDigest, { every: 'day' })
  await app.as('keo').call(api.chooseDigest, { every: 'week' })
  const mails = () =>
    app.read(({ db }) =>
      db.selectFrom('mail').select(['toAddress', 'subject', 'text', 'language']).where('purpose', '=', 'digest').orderBy('at').execute(),
    )
  app.clock.forward(1)
  await hear('Slow again, says Somsak', 2)
  // Monday, 2 March, 16:00 in Vientiane; the next eight o'clock is 01:00 UTC.
  app.clock.set('2026-03-03T00:59:00Z')
  await app.settle()
  expect(await mails()).toEqual([])
  app.clock.set('2026-03-03T01:00:00Z')
  await app.settle()
  const [digest, ...more] = await mails()
  expect(more).toEqual([])
  expect(digest).toMatchObject({ toAddress: 'noi@sabai.example', language: 'lo' })
  expect(digest!.text).toContain('Slow again, says •••')
  // A quiet day: nothing new, no mail.
  app.clock.set('2026-03-04T01:00:00Z')
  await app.settle()
  expect(await mails()).toHaveLength(1)
})

test('channels are told in their shape, once for each event, again when they were down; the signed one proves it is us', async () => {
  const add = (shape: 'slack' | 'teams' | 'mattermost' | 'signed', name: string) =>
    app.as('anna').call(api.addChannel, { name, shape, url: `${at}/${shape}`, language: 'en', about: ['good'] })
  for (const shape of ['slack', 'teams', 'mattermost'] as const) expect((await add(shape, shape)).secret).toBeNull()
  const { secret } = await add('signed', 'Ours')
  const kept = await app.read(({ db }) => db.selectFrom('channel').select('url').execute())
  expect(JSON.stringify(kept)).not.toContain('127.0.0.1')
  await expect(
    app.as('anna').call(api.addChannel, { name: 'x', shape: 'slack', url: 'http://169.254.169.254/', language: 'en', about: ['good'] }),
  ).rejects.toMatchObject({ status: 400, fields: [{ field: 'url', code: 'not-public' }] })

  failing = 1
  await hear('So <b>kind</b> & patient, thanks @channel', 10)
  await hear('Bad', 1)
  expect(posted.map(one => one.path)).toHaveLength(3)
  app.clock.forward(2)
  for (let n = 0; n < 3; n++) await app.settle()
  expect(posted.map(one => one.path).sort()).toEqual(['/mattermost', '/signed', '/slack', '/teams'])
  const body = (path: string) => JSON.parse(posted.find(one => one.path === path)!.body)
  expect(body('/slack').text).toContain('So &lt;b&gt;kind&lt;/b&gt; &amp; patient')
  expect(body('/mattermost').text).toContain('\\@channel')
  expect(body('/teams').attachments[0].content.body[0].text).toContain('kind')
  const ours = posted.find(one => one.path === '/signed')!
  const key = Buffer.from(secret!.replace('whsec_', ''), 'base64')
  const proof = createHmac('sha256', key)
    .update(`${ours.headers['webhook-id']}.${ours.headers['webhook-timestamp']}.${ours.body}`)
    .digest('base64')
  expect(ours.headers['webhook-signature']).toBe(`v1,${proof}`)
  expect(await app.as('anna').call(api.listChannels, {})).toMatchObject([{ waiting: 0 }, { waiting: 0 }, { waiting: 0 }, { waiting: 0 }])
})
