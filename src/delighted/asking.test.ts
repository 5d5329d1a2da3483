import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import { type Calling, clientOf } from './testing-client.ts'

let app: TestApp
let client: Calling
beforeAll(async () => {
  app = await testApp({ publicUrl: 'https://sabai.example' })
  client = await clientOf(app)
})
afterAll(() => app.close())

const now = () => app.clock.now.getTime() / 1_000
const mailsTo = (email: string) =>
  app.read(({ db }) => db.selectFrom('mail').select('id').where('toAddress', '=', email).execute()).then(rows => rows.length)

test('a person is asked at once, and not again before the rules allow it', async () => {
  expect(await client.person.create({ email: 'one@example.com', properties: { plan: 'pro' } })).toMatchObject({
    survey_scheduled_at: now(),
  })
  expect(await client.person.create({ email: 'one@example.com' })).toMatchObject({ survey_scheduled_at: null })
  expect(await mailsTo('one@example.com')).toBe(1)
})

test('after a delay, unless it is taken back before', async () => {
  const later = await client.person.create({ email: 'later@example.com', delay: 3_600 })
  await client.person.create({ email: 'never@example.com', delay: 3_600 })
  expect(later).toMatchObject({ survey_scheduled_at: now() + 3_600 })
  expect(await client.surveyRequest.deletePending({ person_email: 'never@example.com' })).toEqual({ ok: true })
  await app.settle()
  expect(await mailsTo('later@example.com')).toBe(0)
  app.clock.forward(61)
  await app.settle()
  expect([await mailsTo('later@example.com'), await mailsTo('never@example.com')]).toEqual([1, 0])
})

test('whom somebody else has asked lately is not asked by us', async () => {
  const asked = { email: 'elsewhere@example.com', send: false, last_sent_at: now() - 86_400 }
  await client.person.create(asked)
  expect(await client.person.create({ email: 'elsewhere@example.com' })).toMatchObject({ survey_scheduled_at: null })
  const found: unknown[] = []
  await client.person.list({ email: 'elsewhere@example.com' }).autoPagingEach(one => found.push(one))
  expect(found).toMatchObject([{ last_sent_at: asked.last_sent_at }])
})

test('who has unsubscribed is listed and asked no more', async () => {
  const person = await client.person.create({ email: 'leaver@example.com', name: 'Leaver', send: false })
  expect(await client.unsubscribe.create({ person_email: 'Leaver@example.com' })).toMatchObject({ ok: true })
  expect(await client.unsubscribe.all({ per_page: 100 })).toMatchObject([
    { person_id: person.id, email: 'Leaver@example.com', name: 'Leaver', unsubscribed_at: now() },
  ])
  expect(await client.unsubscribe.all({ since: new Date(app.clock.now.getTime() + 1_000) })).toEqual([])
  expect(await client.person.create({ email: 'leaver@example.com' })).toMatchObject({ survey_scheduled_at: null })
  expect(await client.bounce.all()).toEqual([])
})

test('the autopilot asks those who are in it, again and again', async () => {
  expect(await client.autopilotConfiguration.retrieve('email')).toMatchObject({
    platform_id: 'email',
    active: true,
    frequency: 90 * 86_400,
  })
  const autopilot = client.autopilotMembership.forEmail()
  const joined = await autopilot.create({ person_email: 'pilot@example.com', properties: { State: 'CA' } })
  expect(joined).toMatchObject({ person: { email: 'pilot@example.com' }, properties: { State: 'CA' } })
  await app.settle()
  expect(await mailsTo('pilot@example.com')).toBe(1)
  const members: Record<string, unknown>[] = []
  await autopilot.list().autoPagingEach(one => members.push(one))
  expect(members).toMatchObject([
    {
      person: { email: 'pilot@example.com', last_sent_at: now() },
      next_survey_request: { survey_scheduled_at: now() + 90 * 86_400, properties: { State: 'CA' } },
    },
  ])
  app.clock.forward(91 * 24 * 60)
  await app.settle()
  expect(await mailsTo('pilot@example.com')).toBe(2)
  expect(await autopilot.delete({ person_email: 'pilot@example.com' })).toMatchObject({ person: { email: 'pilot@example.com' } })
  app.clock.forward(91 * 24 * 60)
  await app.settle()
  expect(await mailsTo('pilot@example.com')).toBe(2)
})
