import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'

let app: TestApp
let port: number
let secret: string
let gatewayId: string
let refusing = true
const got: { headers: Record<string, unknown>; body: string }[] = []
const receiver = createServer(async (request, answer) => {
  let body = ''
  for await (const part of request) body += part
  if (refusing) answer.writeHead(503)
  else got.push({ headers: request.headers, body })
  answer.end()
})
beforeAll(async () => {
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  port = (receiver.address() as { port: number }).port
  app = await testApp({ publicUrl: 'https://ask.example', webhookHosts: [`127.0.0.1:${port}`] })
})
afterAll(async () => {
  receiver.close()
  await app.close()
})

test('an address of the inside is refused when it is added, changed and tested', async () => {
  const add = (url: string) => app.as('dala').call(api.addGateway, { name: 'SMS', url, way: 'phone' })
  for (const url of ['http://localhost:1/', 'http://2130706433/', 'http://[::ffff:127.0.0.1]/', 'http://169.254.169.254/'])
    await expect(add(url)).rejects.toMatchObject({ fields: [{ field: 'url', code: 'not-public' }] })
  const made = await add(`http://127.0.0.1:${port}/hook`)
  gatewayId = made.id
  secret = made.secret
  await expect(app.as('dala').call(api.changeGateway, { id: gatewayId, url: 'http://10.0.0.1/' })).rejects.toMatchObject({ code: 'input' })
  await app.write(ctx => ctx.tx.updateTable('gateway').set({ url: 'http://127.0.0.1:1/' }).where('id', '=', gatewayId).execute())
  expect((await app.as('dala').call(api.testGateway, { id: gatewayId })).problem).toMatch(/not public/)
  await app.write(ctx =>
    ctx.tx
      .updateTable('gateway')
      .set({ url: `http://127.0.0.1:${port}/hook` })
      .where('id', '=', gatewayId)
      .execute(),
  )
  await expect(app.as('khamla').call(api.addGateway, { name: 'x', url: 'https://example.com/', way: 'phone' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a gateway gets the person’s own link, signed, again until it takes it, always under one id', async () => {
  const { id: surveyId } = await app.as('khamla').call(surveys.addSurvey, { template: 'nps', language: 'lo' })
  await app.as('khamla').call(surveys.publishSurvey, { id: surveyId })
  await app.as('khamla').call(customers.addCustomer, { name: 'Mali', phone: '020 5555 1234', languages: ['lo'] })
  const { id } = await app.as('khamla').call(api.addSend, { surveyId, channel: 'webhook', gatewayId, filter: {} })
  await app.as('khamla').call(api.startSend, { id })
  await app.settle()
  expect((await app.as('khamla').call(api.listGateways, {})).items).toMatchObject([{ waiting: 1, problem: 'answered 503' }])
  refusing = false
  app.clock.forward(2)
  await app.settle()
  expect(got).toHaveLength(1)
  const { headers, body } = got[0]!
  expect(JSON.parse(body)).toMatchObject({
    type: 'survey.ask',
    data: {
      to: '020 5555 1234',
      language: 'lo',
      question: expect.stringContaining('Sabai Pay'),
      link: expect.stringMatching(/^https:\/\/ask\.example\/s\/[\w-]{32}$/),
    },
  })
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const proof = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${proof}`)
  expect((await app.as('khamla').call(api.getSend, { id })).people).toEqual({ delivered: 1 })
  app.clock.forward(600)
  await app.settle()
  expect(got).toHaveLength(1)
})
