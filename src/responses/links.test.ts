import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksOf } from '#core/surveys/checks.ts'
import { pageWord } from '#core/surveys/page-words.ts'
import { newId } from '#kernel/id.ts'
import { articleLink } from '#sends/api.ts'
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

describe('a survey in a language beyond our four', () => {
  const words = async () => {
    const { id } = await app.as('khamla').call(surveys.addSurvey, { template: 'nps' })
    const { draft } = await app.as('khamla').call(surveys.getSurvey, { id })
    const vi = {
      'score.ask': 'Bạn có giới thiệu {company} không?',
      'page.next': 'Tiếp theo',
      'page.of': '{n} trên {most}',
      'page.wrong-required': 'Xin hãy trả lời',
    }
    const ar = { 'score.ask': 'هل توصي بنا؟', 'score.low': 'لا', 'score.high': 'نعم', 'page.next': 'التالي' }
    return { ...draft, words: { ...draft.words, vi, ar } }
  }

  test('says its own words and what stands around them, English where the author wrote none, and keeps the language', async () => {
    const { definition, words: said } = await words()
    const { surveyId, token } = await openSurvey(app, { definition, words: said })
    const person = await visitor(app, token, '', { 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5' })
    expect(person.page.body).toContain('<html lang="vi" dir="ltr">')
    expect(person.page.body).toContain('Bạn có giới thiệu Sabai Pay không?')
    expect(person.page.body).toContain('<button>Tiếp theo</button>')
    expect(pageWord(said, 'vi', 'of', { n: 9, most: 10 })).toBe('9 trên 10')
    expect(person.page.body).toContain('Leave this field empty')
    expect((await person.send({})).body).toContain('Xin hãy trả lời')
    await person.send({ 'a.score': '9' })
    expect(await responses(surveyId)).toMatchObject([{ language: 'vi', score: 9 }])
  })

  test('is written from right to left where that is how it is read', async () => {
    const { definition, words: said } = await words()
    const { token } = await openSurvey(app, { definition, words: said })
    const { page } = await visitor(app, token, '?lang=ar')
    expect(page.body).toContain('<html lang="ar" dir="rtl">')
    expect(page.body).toContain('<button>التالي</button>')
    expect(page.body).not.toMatch(/(?<![\w-])(margin|padding)-(left|right)|text-align:(left|right)|[;{](left|right):/)
  })

  test('tells its author what is missing around the questions, and opens all the same', async () => {
    const { definition, words: said } = await words()
    const checks = checksOf({ definition, words: said }).filter(({ code }) => code === 'page-words-missing')
    expect(checks.map(({ level, facts }) => [level, facts?.language])).toEqual([
      ['warns', 'ar'],
      ['warns', 'vi'],
    ])
    expect(checksOf({ definition, words: said }).filter(({ code }) => code === 'placeholder')).toEqual([])
  })
})

test('who comes after the quota is full is thanked and asked no more', async () => {
  const { id } = await app.as('khamla').call(surveys.addSurvey, { template: 'nps' })
  const { draft } = await app.as('khamla').call(surveys.getSurvey, { id })
  const definition = { ...draft.definition, quotas: [{ question: 'score', value: 9, most: 2 }] }
  const { surveyId, token } = await openSurvey(app, { definition, words: draft.words })
  const asked: boolean[] = []
  for (let n = 0; n < 3; n++) {
    const person = await visitor(app, token)
    const page = await person.send({ 'a.score': '9' })
    asked.push(page.fields.length > 0)
    if (page.fields.length > 0) await person.send({ 'a.why': 'Good' })
  }
  expect(asked).toEqual([true, true, false])
  const other = await (await visitor(app, token)).send({ 'a.score': '8' })
  expect(other.fields.length).toBeGreaterThan(0)
  expect((await responses(surveyId)).filter(({ score }) => score === 9)).toHaveLength(3)
})

test('under an article there is one link for each language, and the article comes along with the answer', async () => {
  const { surveyId } = await openSurvey(app, 'nps')
  const asked = { surveyId, article: 'how-to-refund', language: 'th' }
  const [one, two] = await Promise.all([1, 2].map(() => app.as('khamla').call(articleLink, asked)))
  expect(one!.token).toBe(two!.token)
  const person = await visitor(app, one!.token)
  expect(person.page.body).toContain('<html lang="th"')
  await person.send({ 'a.score': '4' })
  expect(await responses(surveyId)).toMatchObject([{ channel: 'article', language: 'th', properties: { article: 'how-to-refund' } }])
  const { token } = await app.as('khamla').call(articleLink, { ...asked, language: 'lo' })
  expect(token).not.toBe(one!.token)
})

test('a file that somebody answered with comes as a download to who may read answers, and to nobody by another answer', async () => {
  const question = { key: 'photo', kind: 'file' as const, required: false, when: null, mostBytes: 5_000_000 }
  const { id } = await app.as('khamla').call(surveys.addSurvey, { template: 'nps' })
  const { draft } = await app.as('khamla').call(surveys.getSurvey, { id })
  const content = {
    definition: { ...draft.definition, language: 'en', questions: [question], ends: [] },
    words: { en: { title: 'Photo', 'photo.ask': 'A photo' } },
  }
  const { surveyId, token } = await openSurvey(app, content as never)
  const { page } = await visitor(app, token)
  const form = new FormData()
  for (const [name, value] of Object.entries(page.hidden)) form.set(name, value)
  const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  form.set('a.photo', new File([bytes], '../"<b>.png', { type: 'text/html' }))
  const sent = new Response(form)
  await app.anyone().inject({
    method: 'POST',
    url: `/s/${token}/file`,
    payload: Buffer.from(await sent.arrayBuffer()),
    headers: { 'content-type': sent.headers.get('content-type')! },
  })
  const [row] = await responses(surveyId)
  const fileId = (row!.answers as { photo: string }).photo
  type Got = { statusCode: number; headers: Record<string, string>; rawPayload: Buffer }
  const get = (as: 'khamla', response: string) =>
    app.as(as).inject({ method: 'GET', url: `/api/responses/${response}/files/${fileId}` }) as Promise<unknown> as Promise<Got>
  const got = await get('khamla', row!.id)
  expect([got.statusCode, got.headers['content-type'], got.headers['x-content-type-options']]).toEqual([200, 'image/png', 'nosniff'])
  expect(got.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"/)
  expect(got.rawPayload.equals(bytes)).toBe(true)
  const other = await openSurvey(app, 'nps')
  await (await visitor(app, other.token)).send({ 'a.score': '9' })
  expect((await get('khamla', (await responses(other.surveyId))[0]!.id)).statusCode).toBe(404)
  const stranger = (await app.anyone().inject({ method: 'GET', url: `/api/responses/${row!.id}/files/${fileId}` })) as unknown as Got
  expect(stranger.statusCode).toBe(401)
})

test('the lists of answers read their index in order as the application', async () => {
  const asApp = await app.pool.connect()
  try {
    await asApp.query('begin')
    await asApp.query(`select set_config('sabai.workspace', $1, true)`, [app.workspaceId])
    const some = '00000000-0000-4000-8000-000000000007'
    // Twenty surveys with so many answers that a plan is worth something; gone with the rollback.
    await asApp.query(`insert into response (id, survey_id, version, channel, language, answers, responded_at, changed_at)
      select gen_random_uuid(), ('00000000-0000-4000-8000-0000000000' || lpad((n % 20)::text, 2, '0'))::uuid, 1, 'api', 'en', '{}', now() - n * interval '1 minute', now()
      from generate_series(1, 8000) n`)
    await asApp.query('analyze response')
    await asApp.query('set local role sabai_app')
    const where = `r.workspace_id = '${app.workspaceId}'`
    const lists = [
      ['response_survey', `${where} and r.survey_id = '${some}' and not r.test and r.archived_at is null`],
      ['response_survey', `${where} and r.survey_id = '${some}' and (r.responded_at, r.id) < (now() - interval '1 day', '${some}'::uuid)`],
      ['response_newest', where],
    ] as const
    for (const [index, condition] of lists) {
      const { rows } = await asApp.query(
        `explain select * from response r where ${condition} order by r.responded_at desc, r.id desc limit 51`,
      )
      const plan = rows.map(row => row['QUERY PLAN']).join('\n')
      expect(plan).toContain(index)
      expect(plan).not.toContain('Sort')
    }
    await asApp.query('rollback')
  } finally {
    asApp.release()
  }
})
