import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import * as surveys from '#surveys/api.ts'
import { signProperties } from '#surveys/index.ts'
import { type TestApp, testApp } from '#testing.ts'
import { openSurvey, visitor } from '#testing-surveys.ts'
import * as links from '../surveys/links-api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const responses = (surveyId: string) =>
  app.read(({ db }) => db.selectFrom('response').selectAll().where('surveyId', '=', surveyId).execute())

async function withHidden(hidden: string[]) {
  const { id } = await app.as('khamla').call(surveys.addSurvey, { template: 'nps' })
  const { draft, revision } = await app.as('khamla').call(surveys.getSurvey, { id })
  await app.as('khamla').call(surveys.saveDraft, { id, revision, ...draft, definition: { ...draft.definition, hidden } })
  const { draft: content } = await app.as('khamla').call(surveys.getSurvey, { id })
  return openSurvey(app, content, { properties: { shop: 'Vientiane' } })
}

describe('what comes along with an answer', () => {
  test('is the link’s own, what the site’s server has signed, and the rest marked as not', async () => {
    const { surveyId, token } = await withHidden(['order', 'plan'])
    const { key } = await app.as('khamla').call(links.signingKey, { id: surveyId })
    const sig = signProperties(key, { order: '12&3', plan: 'ສີທອງ' }).toString('hex')
    const query = (more: object) => `?${new URLSearchParams({ order: '12&3', plan: 'ສີທອງ', shop: 'mine', ...more })}`
    await (await visitor(app, token, query({ sig }))).send({ 'a.score': '9' })
    await (await visitor(app, token, query({ sig, order: '99' }))).send({ 'a.score': '8' })
    await (await visitor(app, token, query({}))).send({ 'a.score': '7' })
    const kept = new Map((await responses(surveyId)).map(row => [row.score, row.properties as Record<string, unknown>]))
    expect(kept.get(9)).toMatchObject({ order: '12&3', plan: 'ສີທອງ', shop: 'Vientiane' })
    expect(kept.get(8)).toMatchObject({ 'unverified.order': '99', shop: 'Vientiane' })
    expect(kept.get(8)).not.toHaveProperty('order')
    expect(kept.get(7)).not.toHaveProperty('order')
  })

  test('names a customer only when it is signed', async () => {
    const { surveyId, token } = await withHidden([])
    const customerId = newId()
    await app.write(({ tx, now }) =>
      tx
        .insertInto('customer')
        .values({ id: customerId, name: 'Nok', nameKey: 'nok', searchKey: 'nok', externalId: '42', createdAt: now })
        .execute(),
    )
    const { key } = await app.as('khamla').call(links.signingKey, { id: surveyId })
    const sig = signProperties(key, { customer: '42' }).toString('hex')
    await (await visitor(app, token, `?customer=42&sig=${sig}`)).send({ 'a.score': '9' })
    await (await visitor(app, token, '?customer=42')).send({ 'a.score': '8' })
    const rows = await responses(surveyId)
    expect(rows.find(({ score }) => score === 9)?.customerId).toBe(customerId)
    expect(rows.find(({ score }) => score === 8)?.customerId).toBeNull()
  })
})

describe('a door', () => {
  test('is made, handed out as an address, a picture and a line of code, and closed', async () => {
    const { surveyId } = await openSurvey(app, 'nps')
    const khamla = app.as('khamla')
    const { id: linkId } = await khamla.call(links.addLink, { id: surveyId, channel: 'qr', name: 'Table 7', properties: { table: 7 } })
    await khamla.call(links.addLink, { id: surveyId, channel: 'widget', widget: { scrollPercent: 40 } })
    const { items } = await khamla.call(links.listLinks, { id: surveyId })
    expect(items[0]).toMatchObject({
      channel: 'widget',
      widget: { scrollPercent: 40, exit: false },
      handOuts: [{ kind: 'code', text: expect.stringMatching(/\/w\/[\w-]{32}\.js/) }],
    })
    expect(items[1]).toMatchObject({ name: 'Table 7', properties: { table: 7 } })
    const picture = async (format: string) =>
      (await khamla.inject({
        method: 'GET',
        url: `/api/surveys/${surveyId}/links/${linkId}/qr?format=${format}&origin=https://us.example`,
      })) as unknown as {
        body: string
        rawPayload: Buffer
        headers: Record<string, string>
      }
    const svg = await picture('svg')
    expect([svg.headers['content-type'], svg.body.includes('<svg')]).toEqual(['image/svg+xml', true])
    expect((await picture('png')).rawPayload.subarray(1, 4).toString()).toBe('PNG')
    const token = items[1]!.handOuts[0]!.text.split('/').at(-1)!
    await (await visitor(app, token)).send({ 'a.score': '10' })
    expect(await responses(surveyId)).toMatchObject([{ channel: 'qr', properties: expect.objectContaining({ table: 7 }) }])
    await khamla.call(links.closeLink, { id: surveyId, linkId })
    await app.settle()
    expect((await visitor(app, token)).page.status).toBe(404)
    await khamla.call(links.closeLink, { id: surveyId, linkId, open: true })
    await app.settle()
    expect((await visitor(app, token)).page.status).toBe(200)
  })

  test('of a channel that asks by itself is not made by hand', async () => {
    const { surveyId } = await openSurvey(app, 'nps')
    await expect(app.as('khamla').call(links.addLink, { id: surveyId, channel: 'api' })).rejects.toMatchObject({ code: 'link.not-by-hand' })
  })
})

test('a flood from one address is refused, whatever its headers say', async () => {
  const { token } = await openSurvey(app, 'nps')
  const { page } = await visitor(app, token)
  const payload = new URLSearchParams({ ...page.hidden, 'a.score': '9' }).toString()
  const post = async (n: number) =>
    (
      (await app.anyone().inject({
        method: 'POST',
        url: `/s/${token}`,
        payload,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `10.0.0.${n % 250}`,
          forwarded: `for=10.1.1.${n % 250}`,
        },
      })) as unknown as { statusCode: number }
    ).statusCode
  const first = await Promise.all(Array.from({ length: 300 }, (_, n) => post(n)))
  expect(first.filter(status => status === 429)).toEqual([])
  expect(await post(301)).toBe(429)
})
