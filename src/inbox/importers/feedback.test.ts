import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#imports/api.ts'
import { mixedScales } from '#imports/settings.ts'
import { type TestApp, testApp } from '#testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function begin(file: string | Buffer, name = 'said.csv'): Promise<api.ImportDetail> {
  const answer = (await app.as('anna').inject({
    method: 'POST',
    url: `/api/imports?importer=feedback&name=${name}`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: file,
  })) as unknown as { body: string }
  return api.ImportDetail.parse(JSON.parse(answer.body))
}

const call: ReturnType<TestApp['as']>['call'] = (endpoint, input) => app.as('anna').call(endpoint, input)
async function run(id: string) {
  await call(api.runImport, { id })
  await app.settle()
  return call(api.getImport, { id })
}
const rows = (importId: string) =>
  app.read(({ db }) => db.selectFrom('feedback').selectAll().where('importId', '=', importId).orderBy('score').execute())

test('what was said, how it was scored, by whom, about what and when', async () => {
  const file = `comment,NPS,date,email,name,language,topic
ส่งของช้ามาก,2,01/02/2569 13:30,noi@x.example,Noi,,Billing
Great,9,2026-02-03T00:00:00Z,NOI@x.example,,en,
,7,,,Keo,,
,,,keo@x.example,,,
Fine,11,,,,,
`
  const draft = await begin(file)
  expect(draft.settings).toMatchObject({ zone: 'Asia/Vientiane', scale: 'nps', dateOrder: 'dmy' })
  await call(api.changeImport, { id: draft.id, settings: { source: 'spring survey' } })
  expect(await run(draft.id)).toMatchObject({ state: 'done', read: 5, added: 3, refused: 2 })
  expect((await call(api.listRefused, { id: draft.id })).items).toMatchObject([
    { row: 5, field: 'text', reason: 'neither-words-nor-score' },
    { row: 6, field: 'score', value: '11', reason: 'outside-scale' },
  ])
  const [first, third, second] = await rows(draft.id)
  expect(first).toMatchObject({
    text: 'ส่งของช้ามาก',
    language: 'th',
    score: 2,
    scale: 'nps',
    mood: -1,
    saidAt: new Date('2026-02-01T06:30:00Z'),
    source: 'spring survey',
  })
  expect(second).toMatchObject({ customerId: first!.customerId, score: 9, saidAtKnown: true })
  expect(third).toMatchObject({ author: 'Keo', customerId: null, saidAt: app.clock.now, saidAtKnown: false })
})

test('an undo takes back rows and the customers that came with them, and the same file comes again', async () => {
  const file = 'comment,score,user id\nBad,1,u1\nWorse,1,u2\nFine,5,u1\n'
  const draft = await begin(file)
  expect(await run(draft.id)).toMatchObject({ added: 3 })
  const customers = () => app.read(({ db }) => db.selectFrom('customer').select('id').where('externalId', 'in', ['u1', 'u2']).execute())
  expect(await customers()).toHaveLength(2)
  await call(api.undoImport, { id: draft.id })
  await app.settle()
  expect(await call(api.getImport, { id: draft.id })).toMatchObject({ state: 'undone', removed: 3, kept: 0 })
  expect(await customers()).toEqual([])
  expect(await run((await begin(file)).id)).toMatchObject({ added: 3, unchanged: 0 })
})

test('a missing date may be refused, or be a day', async () => {
  const draft = await begin('comment,date\nGood,\n')
  await call(api.changeImport, { id: draft.id, settings: { missingDate: '2026-01-05' } })
  await run(draft.id)
  expect(await rows(draft.id)).toMatchObject([{ saidAt: new Date('2026-01-04T17:00:00Z'), saidAtKnown: true }])
  const strict = await begin('comment,date\nBetter,\n')
  await call(api.changeImport, { id: strict.id, settings: { missingDate: 'refuse' } })
  expect(await run(strict.id)).toMatchObject({ added: 0, refused: 1 })
})

const shared = '../shared/data'
describe.skipIf(!existsSync(shared))('real files, as they are', () => {
  const files = [
    ['nps/miro_nps.csv', 441, { text: ['text'], score: ['NPS_Score'], customerId: ['user_id'] }, 'nps'],
    ['nps/botanic_first250.csv', 250, { text: ['explication'], score: ['nps'], externalId: ['id'] }, 'nps'],
    [
      'text/skytrax_lounge.csv.gz',
      2264,
      { text: ['content'], score: ['overall_rating'], saidAt: ['date'], customerName: ['author'] },
      'ten',
    ],
    ['text/thai/wisesight_train.jsonl.gz', 21_628, { text: ['texts'] }, null],
  ] as const

  test.each(files)('%s: %i rows', { timeout: 120_000 }, async (name, count, mapping, scale) => {
    const draft = await begin(readFileSync(`${shared}/${name}`), name.split('/').at(-1))
    expect(draft).toMatchObject({ rowsGuessed: count, mapping, settings: { scale } })
    // Four of Botanic's rows hold neither words nor a score: there is nothing to take.
    const empty = name.includes('botanic') ? 4 : 0
    expect(await run(draft.id)).toMatchObject({ state: 'done', read: count, added: count - empty, refused: empty })
    const again = await begin(readFileSync(`${shared}/${name}`))
    expect(await run(again.id)).toMatchObject({ added: 0, unchanged: count - empty })
  })

  test('the score of Miro is what was computed elsewhere from the same file', async () => {
    const moods = await app.read(({ db }) =>
      db
        .selectFrom('feedback')
        .innerJoin('import', 'import.id', 'feedback.importId')
        .innerJoin('file', 'file.id', 'import.fileId')
        .select(({ fn }) => ['mood', fn.countAll<number>().as('count')])
        .where('file.name', '=', 'miro_nps.csv')
        .groupBy('mood')
        .orderBy('mood')
        .execute(),
    )
    expect(moods).toEqual([
      { mood: -1, count: 40 },
      { mood: 0, count: 95 },
      { mood: 1, count: 306 },
    ])
  })

  test('two scales in one column are shown, and taken on the one that holds both', async () => {
    const draft = await begin(readFileSync(`${shared}/text/skytrax_lounge.csv.gz`))
    const { numbers } = draft.found.columns[draft.found.headers.indexOf('overall_rating')]!
    expect(mixedScales(numbers)).toEqual({ upTo: 5, below: 2192, above: 67 })
  })
})
