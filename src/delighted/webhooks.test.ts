import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { type Calling, clientOf } from './testing-client.ts'

type Got = { signature: string; body: string }
const got: Got[] = []
const theirs = createServer((request, answer) => {
  const parts: Buffer[] = []
  request.on('data', part => parts.push(part))
  request.on('end', () => {
    got.push({ signature: String(request.headers['x-delighted-webhook-signature']), body: Buffer.concat(parts).toString() })
    answer.end('ok')
  })
})

let app: TestApp
let client: Calling
let port: number
beforeAll(async () => {
  await new Promise<void>(done => theirs.listen(0, '127.0.0.1', done))
  port = (theirs.address() as AddressInfo).port
  app = await testApp({ webhookHosts: [`127.0.0.1:${port}`], publicUrl: 'https://sabai.example' })
  client = await clientOf(app)
})
afterAll(async () => {
  theirs.close()
  await app.close()
})

test('a server of theirs is told of responses and of who leaves, signed as Delighted signed', async () => {
  const { secret } = await app.as('dala').call(api.addWebhook, { url: `http://127.0.0.1:${port}/hook` })
  const person = await client.person.create({ email: 'w@example.com', name: 'W', send: false })
  const made = await client.surveyResponse.create({ person: person.id, score: 9 })
  await app.settle()
  const read = await client.surveyResponse.retrieve(made.id)
  Object.assign(read, { comment: 'Later' })
  await read.save()
  await client.unsubscribe.create({ person_email: 'w@example.com' })
  await app.settle()
  expect(got.map(one => JSON.parse(one.body))).toMatchObject([
    {
      event_type: 'survey_response.created',
      event_id: expect.stringMatching(/^[0-9a-f]{64}$/),
      event_data: { id: made.id, person: { id: person.id, email: 'w@example.com' }, survey_type: 'nps', score: 9, comment: null },
    },
    { event_type: 'survey_response.updated', event_data: { id: made.id, score: 9, comment: 'Later' } },
    { event_type: 'unsubscribe.created', event_data: { person_id: person.id, email: 'w@example.com' } },
  ])
  for (const { signature, body } of got) expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  expect(new Set(got.map(one => JSON.parse(one.body).event_id)).size).toBe(3)
})

test('no address inside our own network is told anything', async () => {
  for (const url of ['http://127.0.0.1:1/', 'http://169.254.169.254/latest', 'http://localhost/', 'http://[::1]/', 'http://10.0.0.1/'])
    await expect(app.as('dala').call(api.addWebhook, { url }), url).rejects.toMatchObject({
      fields: [{ field: 'url', code: 'not-public' }],
    })
})
