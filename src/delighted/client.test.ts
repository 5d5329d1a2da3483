import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { type Calling, clientOf } from './testing-client.ts'

let app: TestApp
let client: Calling
beforeAll(async () => {
  app = await testApp()
  client = await clientOf(app)
})
afterAll(() => app.close())

const seconds = (iso: string) => Date.parse(iso) / 1_000

describe('the client of npm, with one host name changed', () => {
  test('adds a person, changes them and finds them again', async () => {
    const person = await client.person.create({ email: 'A@example.com', name: 'A', send: false, properties: { agent: 'Ann' } })
    expect(person).toMatchObject({ email: 'A@example.com', name: 'A', survey_scheduled_at: null, properties: { agent: 'Ann' } })
    const again = await client.person.create({ email: 'a@example.com', name: 'Anna', send: false })
    expect(again).toMatchObject({ id: person.id, name: 'Anna' })
    const found: unknown[] = []
    await client.person.list({ email: 'a@EXAMPLE.com' }).autoPagingEach(one => found.push(one))
    expect(found).toMatchObject([{ id: person.id, created_at: seconds('2026-03-02T09:00:00Z'), last_responded_at: null }])
  })

  test('lists people page after page by the Link header', async () => {
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.push((await client.person.create({ email: `page${n}@example.com`, send: false })).id)
    const listed: string[] = []
    await client.person.list({ per_page: 2 }).autoPagingEach(one => listed.push(one.id))
    expect(listed.filter(id => made.includes(id))).toEqual(made)
    expect(new Set(listed).size).toBe(listed.length)
  })

  test('adds, reads, changes and lists responses', async () => {
    const person = await client.person.create({ email: 'r@example.com', name: 'R', send: false })
    const made = await client.surveyResponse.create({
      person: person.id,
      score: 9,
      comment: 'Fast',
      person_properties: { customer_id: 'c_1', 'Plan Name': 'pro' },
    })
    expect(made).toMatchObject({
      person: person.id,
      survey_type: 'nps',
      score: 9,
      comment: 'Fast',
      created_at: seconds('2026-03-02T09:00:00Z'),
      person_properties: { customer_id: 'c_1', 'Plan Name': 'pro' },
      notes: [],
      tags: [],
      additional_answers: [],
    })
    const read = await client.surveyResponse.retrieve(made.id, { expand: ['person', 'notes'] })
    expect(read).toMatchObject({ id: made.id, person: { id: person.id, email: 'r@example.com', name: 'R' } })
    read.score = 3
    expect(await read.save()).toMatchObject({ id: made.id, score: 3, comment: 'Fast', person: person.id })
    expect(await client.surveyResponse.all({ person_id: person.id })).toMatchObject([{ id: made.id, score: 3 }])
    expect(await client.surveyResponse.all({ since: new Date('2026-03-02T09:00:01Z') })).toEqual([])
  })

  test('tells what was noted on its case and about which topic it is, and the notes only to a key that may read cases', async () => {
    const person = await client.person.create({ email: 'noted@example.com', name: 'Noted', send: false })
    const made = await client.surveyResponse.create({ person: person.id, score: 0, comment: 'The card reader is dead again' })
    await app.settle()
    const [said] = await app.read(({ db }) => db.selectFrom('feedback').select(['caseId']).where('customerId', '=', person.id).execute())
    await app.as('anna').call(inbox.addNote, { id: said!.caseId!, text: 'Reader sent on Monday' })
    const { id: topicId } = await app.as('anna').call(customers.addTopic, { name: 'Card readers' })
    await app.as('anna').call(inbox.setCaseTopic, { id: said!.caseId!, topicId })
    const reading = await clientOf(app, ['delighted.call', 'inbox.read'])
    const whole = await reading.surveyResponse.retrieve(made.id, { expand: ['notes'] })
    expect(whole.notes).toMatchObject([
      { text: 'Reader sent on Monday', user_email: expect.stringContaining('@'), created_at: expect.any(Number) },
    ])
    const ids = (whole.notes as { id: string }[]).map(one => one.id)
    expect((await reading.surveyResponse.retrieve(made.id)).notes).toEqual(ids)
    expect((await client.surveyResponse.retrieve(made.id, { expand: ['notes'] })).notes).toEqual([])
    expect(whole.tags).toEqual(['Card readers'])
  })

  test('reads the score and how it is made up: 51 responses of which 32 promote and 6 detract', async () => {
    const person = await client.person.create({ email: 'm@example.com', send: false })
    const scores = [...Array(32).fill(9), ...Array(13).fill(7), ...Array(6).fill(0)]
    for (const score of scores) await client.surveyResponse.create({ person: person.id, score, created_at: 1_600_000_000 })
    expect(await client.metrics.retrieve({ until: 1_600_000_000 })).toMatchObject({
      nps: 51,
      promoter_count: 32,
      promoter_percent: 63,
      passive_count: 13,
      passive_percent: 25,
      detractor_count: 6,
      detractor_percent: 12,
      response_count: 51,
    })
  })

  test('says in its way what was wrong', async () => {
    await expect(client.surveyResponse.create({ person: 'nobody', score: 9 })).rejects.toMatchObject({ type: 'ResourceValidationError' })
    const person = await client.person.create({ email: 'w@example.com', send: false })
    const refused = (await client.surveyResponse.create({ person: person.id, score: 11 }).then(null, error => error)) as { message: string }
    expect(JSON.parse(refused.message)).toEqual({
      status: 422,
      message: 'Unprocessable Entity',
      errors: { score: ['is not included in the list'] },
    })
    const wrongKey = (await clientOf(app, ['directory.read'])).metrics
    await expect(wrongKey.retrieve()).rejects.toMatchObject({ type: 'GeneralAPIError' })
  })

  test('deletes a person by id, e-mail and phone number', async () => {
    const one = await client.person.create({ email: 'gone@example.com', send: false })
    await client.surveyResponse.create({ person: one.id, score: 9, comment: 'Forget me' })
    await app.settle()
    expect(await client.person.delete({ id: one.id })).toEqual({ ok: true })
    expect(await app.read(({ db }) => db.selectFrom('customer').select('id').where('id', '=', one.id).execute())).toEqual([])
    expect(await app.read(({ db }) => db.selectFrom('feedback').select('id').where('text', '=', 'Forget me').execute())).toEqual([])
    const worked = await client.person.create({ email: 'case@example.com', send: false })
    await client.surveyResponse.create({ person: worked.id, score: 0, comment: 'Somebody works on this' })
    await app.settle()
    await client.person.delete({ id: worked.id })
    const left = await app.read(({ db }) => db.selectFrom('customer').select('archivedAt').where('id', '=', worked.id).execute())
    expect(left).toEqual([{ archivedAt: app.clock.now }])
    await client.person.create({ email: 'two@example.com', send: false })
    expect(await client.person.delete({ email: 'two@example.com' })).toEqual({ ok: true })
    await client.person.create({ phone_number: '+14155551212', send: false, channel: 'sms' })
    expect(await client.person.delete({ phone_number: '+14155551212' })).toEqual({ ok: true })
    await expect(client.person.delete({ phone_number: '+14155551212' })).rejects.toMatchObject({ type: 'GeneralAPIError' })
  })
})

describe('what other clients send', () => {
  const basic = () => ({ authorization: `Basic ${Buffer.from(`${client.key}:`).toString('base64')}` })
  const send = async (method: string, path: string, body?: string, type = 'application/x-www-form-urlencoded') => {
    const answer = await fetch(client.origin + path, {
      method,
      headers: { ...basic(), ...(body && { 'content-type': type }) },
      ...(body && { body }),
    })
    return { status: answer.status, body: JSON.parse((await answer.text()) || 'null'), headers: answer.headers }
  }

  test('a form with properties in brackets, at a path that ends in .json', async () => {
    const person = await send('POST', '/v1/people.json', 'email=form%40example.com&send=false&properties[Purchase Experience]=Mobile App')
    expect(person).toMatchObject({ status: 201, body: { properties: { 'Purchase Experience': 'Mobile App' } } })
    const made = await send(
      'POST',
      '/v1/survey_responses.json',
      `person=${person.body.id}&score=10&person_properties[x]=1&created_at=1700000000`,
    )
    expect(made).toMatchObject({ status: 201, body: { score: 10, created_at: 1_700_000_000, person_properties: { x: '1' } } })
    const [listed] = (await send('GET', `/v1/survey_responses.json?expand[]=person&order=desc&per_page=100&until=1700000000`)).body
    expect(listed).toMatchObject({ id: made.body.id, person: { email: 'form@example.com' } })
    expect((await send('PUT', `/v1/survey_responses/${made.body.id}.json`, 'comment=Later')).body).toMatchObject({
      score: 10,
      comment: 'Later',
    })
    expect((await send('DELETE', '/v1/people/email%3Aform%40example.com.json')).status).toBe(202)
  })

  test('what is not there, and a key that is none, are said as Delighted says them', async () => {
    expect(await send('GET', '/v1/nothing.json')).toMatchObject({ status: 404, body: { status: 404, message: 'Not Found' } })
    expect(await send('GET', '/v1/survey_responses/123')).toMatchObject({ status: 404 })
    const answer = await fetch(`${client.origin}/v1/metrics`, {
      headers: { authorization: `Basic ${Buffer.from('wrong:').toString('base64')}` },
    })
    expect([answer.status, await answer.json()]).toEqual([401, { status: 401, message: 'Unauthorized' }])
  })

  test('a key of Delighted’s opens nothing else', async () => {
    const answer = await fetch(`${client.origin}/api/customers`, { headers: { authorization: `Bearer ${client.key}` } })
    expect(answer.status).toBe(403)
  })

  test('who calls too often is told when to come back', async () => {
    const keyId = await app.read(({ db }) => db.selectFrom('apiKey').select('id').orderBy('id').executeTakeFirstOrThrow())
    await app.pool.query(
      `insert into attempt (bucket, window_start, count) values ($1, $2, 1200)
      on conflict (bucket, window_start) do update set count = 1200`,
      [`/v1:${keyId.id}`, app.clock.now],
    )
    const answer = await send('GET', '/v1/people')
    expect(answer).toMatchObject({ status: 429, body: { status: 429, message: 'Too Many Requests' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
