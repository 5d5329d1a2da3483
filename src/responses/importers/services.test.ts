import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#imports/api.ts'
import { runImport } from '#imports/index.ts'
import { system, working } from '#kernel/inside.ts'
import * as surveys from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const call: ReturnType<TestApp['as']>['call'] = (endpoint, input) => app.as('anna').call(endpoint, input)

const fixture = (importer: string) => new URL(`${importer}/fixture.${importer === 'delighted' ? 'csv' : 'json'}`, import.meta.url)

async function begin(importer: string): Promise<api.ImportDetail> {
  const answer = (await app.as('anna').inject({
    method: 'POST',
    url: `/api/imports?importer=${importer}&name=fixture`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: readFileSync(fixture(importer)),
  })) as unknown as { body: string }
  return api.ImportDetail.parse(JSON.parse(answer.body))
}

async function bring(importer: string, settings: object = {}) {
  const { id } = await begin(importer)
  if (Object.keys(settings).length > 0) await call(api.changeImport, { id, settings: settings as never })
  await call(api.runImport, { id })
  await app.settle()
  return call(api.getImport, { id })
}

const responsesOf = (importId: string) =>
  app.read(({ db }) =>
    db.selectFrom('response').selectAll().where('importId', '=', importId).orderBy('respondedAt').orderBy('id').execute(),
  )
const feedbackOf = (importId: string) =>
  app.read(({ db }) => db.selectFrom('feedback').selectAll().where('importId', '=', importId).orderBy('saidAt').orderBy('id').execute())
const refusedOf = async (id: string) => (await call(api.listRefused, { id })).items.map(({ row, field, reason }) => [row, field, reason])

/** Service → rows read, added, refused as [row, field, reason]. */
const files = {
  delighted: [
    5,
    3,
    [
      [5, 'comment', 'neither-words-nor-score'],
      [6, 'score', 'outside-scale'],
    ],
  ],
  surveymonkey: [3, 2, [[3, 'comment', 'neither-words-nor-score']]],
  typeform: [2, 2, []],
  alchemer: [3, 2, [[3, 'score', 'not-a-number']]],
  hubspot: [3, 2, [[3, 'score', 'not-a-number']]],
  intercom: [2, 1, [[2, 'comment', 'neither-words-nor-score']]],
  formbricks: [2, 2, []],
  zendesk: [3, 2, [[3, 'comment', 'neither-words-nor-score']]],
  'zendesk-csat': [2, 2, []],
} as const

describe('a file as the service gives it', () => {
  const command = async (importer: string) => {
    const file = fileURLToPath(fixture(importer))
    const ctx = await app.read(async ({ workspace, now }) => working(app.inside, workspace, system, now))
    return runImport(ctx, { importer, file, dryRun: false })
  }
  const responses = (source: string) =>
    app.read(({ db }) => db.selectFrom('response').selectAll().where('source', '=', source).orderBy('rowKey').execute())
  const feedback = (source: string) =>
    app.read(({ db }) => db.selectFrom('feedback').selectAll().where('source', '=', source).orderBy('rowKey').execute())

  test.each(Object.entries(files))(
    '%s: every row comes in or is named, and the same file again adds nothing',
    async (importer, [read, added, refused]) => {
      const { reasons, ...first } = await command(importer)
      expect(first).toMatchObject({ read, added, changed: 0, refused: read - added })
      expect(reasons.map(({ row, field, reason }) => [row, field, reason])).toEqual(refused)
      const said = (await feedback(importer)).map(one => [one.text, one.score, one.scale])
      expect(said).toEqual((await responses(importer)).map(one => [one.comment, one.score, one.scale]))
      expect(await command(importer)).toMatchObject({ added: 0, unchanged: added })
      expect(await responses(importer)).toHaveLength(added)
    },
  )

  test('what a service tells besides is kept, what people were asked is a closed survey', async () => {
    const [nps] = (await call(surveys.listSurveys, { q: 'surveymonkey' })).items
    expect(nps).toMatchObject({ kind: 'nps', state: 'closed' })
    const { content } = await call(surveys.getVersion, { id: nps!.id, version: nps!.version })
    const asked = content.definition.questions.map(({ kind, key }) => [kind, content.words.en![`${key}.ask`]])
    expect(asked).toEqual([
      ['score', 'How was it?'],
      ['text', 'In their own words'],
      ['choice', 'Which branch?'],
      ['choices', 'What did you use?'],
    ])
    const rows = await app.read(({ db }) =>
      db.selectFrom('response').selectAll().where('surveyId', '=', nps!.id).orderBy('respondedAt').execute(),
    )
    expect(rows).toMatchObject([
      {
        score: 9,
        mood: 1,
        comment: 'บริการดีมาก',
        language: 'th',
        properties: { custom_variables: { branch: 'Vientiane' }, total_time: 41 },
      },
      { score: 2, mood: -1, comment: '' },
    ])
  })

  test('where the file says the scale, nobody need guess it', async () => {
    expect((await begin('typeform')).settings.scale).toBe('nps')
    expect((await begin('formbricks')).settings.scale).toBe('csat')
    expect((await begin('delighted')).settings.scale).toBe('nps')
  })

  test('two scales of one service are two surveys', async () => {
    const made = (await call(surveys.listSurveys, { q: 'hubspot' })).items
    expect(made.map(({ name, kind }) => [name, kind]).sort()).toEqual([
      ['hubspot · After a ticket · CES', 'ces'],
      ['hubspot · Relationship · NPS', 'nps'],
    ])
  })

  test('the half past ones of a November night in New York are an hour apart', async () => {
    const rows = await app.read(({ db }) =>
      db.selectFrom('response').select('respondedAt').where('source', '=', 'alchemer').orderBy('respondedAt').execute(),
    )
    expect(rows.map(row => row.respondedAt.toISOString())).toEqual(['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'])
  })

  test('one person is one customer, and their properties come along', async () => {
    const rows = await app.read(({ db }) =>
      db
        .selectFrom('response')
        .innerJoin('customer', 'customer.id', 'response.customerId')
        .select(['customer.id', 'customer.name', 'customer.externalId', 'response.properties'])
        .where('response.source', '=', 'delighted')
        .orderBy('respondedAt')
        .execute(),
    )
    expect(rows).toMatchObject([
      {
        name: 'Charlie Gravis',
        externalId: '5975',
        properties: { Plan: 'pro', Tags: 'delivery', Permalink: 'https://app.delighted.com/r/5pFDpml' },
      },
      { name: 'Keo', properties: { Notes: 'Called back, sorted', 'Delighted Device Type': 'mobile' } },
      { externalId: '5975' },
    ])
    expect(rows[2]!.id).toBe(rows[0]!.id)
  })
})

describe('a survey of ours', () => {
  test('takes what was answered on its scale, and nothing else', async () => {
    const { id: survey } = await app.as('khamla').call(surveys.addSurvey, { template: 'csat' })
    await app.as('khamla').call(surveys.publishSurvey, { id: survey })
    const draft = await begin('zendesk')
    expect((await call(api.listHomes, { id: draft.id })).items).toContainEqual({ id: survey, label: expect.any(String) })
    const thumbs = await bring('zendesk', { source: 'again', survey })
    expect(thumbs).toMatchObject({ added: 0, refused: 3 })
    expect(await refusedOf(thumbs.id)).toContainEqual([1, 'score', 'other-scale'])
    const faces = await bring('intercom', { source: 'again', survey })
    expect(faces).toMatchObject({ added: 1 })
    const [row] = await responsesOf(faces.id)
    expect(row).toMatchObject({ surveyId: survey, score: 1, answers: { score: 1 } })
  })
})

describe('an undo', () => {
  test('takes back responses, what was said in them and who came with them', async () => {
    const brought = await bring('typeform', { source: 'for a while' })
    expect(brought).toMatchObject({ added: 2 })
    await call(api.undoImport, { id: brought.id })
    await app.settle()
    expect(await call(api.getImport, { id: brought.id })).toMatchObject({ state: 'undone', removed: 2 })
    expect([await responsesOf(brought.id), await feedbackOf(brought.id)]).toEqual([[], []])
    const left = await app.read(({ db }) => db.selectFrom('customer').select('id').where('source', '=', 'for a while').execute())
    expect(left).toEqual([])
  })
})
