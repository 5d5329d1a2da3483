import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { startRun } from './steps.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const TOPICS = 'topic,parent\nBilling,\nRefund,Billing\nInternet > Slow,\nRefund,Billing\n,Billing\n'

/** Sends a file as the browser does. */
async function begin(file: string | Buffer, importer = 'topics', name = 'topics.csv'): Promise<api.ImportDetail> {
  const answer = (await app.as('dala').inject({
    method: 'POST',
    url: `/api/imports?importer=${importer}&name=${encodeURIComponent(name)}`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: file,
  })) as unknown as { statusCode: number; body: string }
  if (answer.statusCode >= 400) throw JSON.parse(answer.body)
  return api.ImportDetail.parse(JSON.parse(answer.body))
}

const call: ReturnType<TestApp['as']>['call'] = (endpoint, input) => app.as('dala').call(endpoint, input)
const finish = async (id: string, endpoint: typeof api.runImport) => {
  await call(endpoint, { id })
  await app.settle()
  return call(api.getImport, { id })
}

test('a file becomes a draft with its columns guessed; a dry run counts and stores nothing; a run brings in', async () => {
  const draft = await begin(TOPICS)
  expect(draft).toMatchObject({
    state: 'draft',
    mapping: { name: ['topic'], parent: ['parent'] },
    rowsGuessed: 5,
    found: { encoding: 'utf-8' },
  })
  const { rows } = await call(api.previewImport, { id: draft.id })
  expect(rows[1]).toMatchObject({ row: 3, values: { name: 'Refund', parent: 'Billing' }, refused: [] })
  expect(rows[4]).toMatchObject({ refused: [{ field: 'name', value: '', reason: 'required' }] })

  expect(await finish(draft.id, api.checkImport)).toMatchObject({ state: 'ready', read: 5, refused: 1 })
  expect(await app.read(({ db }) => db.selectFrom('topic').select('id').execute())).toEqual([])
  expect(await finish(draft.id, api.runImport)).toMatchObject({
    state: 'done',
    read: 5,
    added: 3,
    unchanged: 1,
    refused: 1,
    by: expect.any(String),
  })
  expect(await call(api.listRefused, { id: draft.id })).toMatchObject({ items: [{ row: 6, field: 'name', value: '', reason: 'required' }] })

  const again = await begin(gzipSync(TOPICS))
  expect(await finish(again.id, api.runImport)).toMatchObject({ added: 0, unchanged: 4, refused: 1 })
  await finish(draft.id, api.undoImport)
  expect(await call(api.getImport, { id: draft.id })).toMatchObject({ state: 'undone', kept: 0 })
  expect(await app.read(({ db }) => db.selectFrom('topic').select('id').execute())).toEqual([])
})

test('how a file is read can be changed, and its columns are guessed anew; a mapping that cannot be is refused', async () => {
  const { id } = await begin('x;y\nBilling;1\n')
  expect(await call(api.changeImport, { id, choices: { headerRow: 0 } })).toMatchObject({
    found: { headers: ['#1', '#2'] },
    rowsGuessed: 2,
  })
  await expect(call(api.changeImport, { id, mapping: { name: ['nowhere'] } })).rejects.toMatchObject({
    fields: [{ field: 'mapping.name', code: 'no-such-column' }],
  })
  await expect(call(api.changeImport, { id, mapping: { hair: ['#1'] } })).rejects.toMatchObject({ fields: [{ code: 'unknown-key' }] })
  await expect(call(api.changeImport, { id, settings: { zone: 'Mars/Olympus' } })).rejects.toMatchObject({ fields: [{ code: 'zone' }] })
  await call(api.changeImport, { id, mapping: {} })
  await expect(call(api.runImport, { id })).rejects.toMatchObject({ code: 'import.not-mapped', fields: [{ field: 'mapping.name' }] })
  await call(api.discardImport, { id })
  await expect(call(api.getImport, { id })).rejects.toMatchObject({ status: 404 })
})

test('what is no table, and nothing at all, leave nothing behind', async () => {
  await expect(begin('')).rejects.toMatchObject({ code: 'import.empty' })
  await expect(begin(Buffer.from('89504e470d0a1a0a00', 'hex'))).rejects.toMatchObject({ code: 'import.not-a-table' })
  await expect(begin(TOPICS, 'unicorns')).rejects.toMatchObject({ code: 'importer.not-found' })
  const files = await app.read(({ db }) =>
    db.selectFrom('file').innerJoin('filePart', 'filePart.fileId', 'file.id').select('file.id').execute(),
  )
  const used = await app.read(({ db }) => db.selectFrom('import').select('fileId').execute())
  expect(new Set(files.map(({ id }) => id))).toEqual(new Set(used.map(({ fileId }) => fileId)))
})

test('a file name is a name: without folders, and without what cannot be seen', async () => {
  expect((await begin(TOPICS, 'topics', '..\\..\\etc/pass\u200bwd\u202e.csv')).fileName).toBe('passwd.csv')
})

test('a cancelled import leaves nothing half done', async () => {
  const { id } = await begin('topic\n' + Array.from({ length: 40 }, (_, at) => `Topic ${at}`).join('\n'))
  await call(api.runImport, { id })
  await call(api.cancelImport, { id })
  await app.settle()
  expect(await call(api.getImport, { id })).toMatchObject({ state: 'cancelled' })
  expect(await app.read(({ db }) => db.selectFrom('topic').select('id').where('importId', '=', id).execute())).toEqual([])
})

test('an import whose process died can still be stopped, and takes back what it brought', async () => {
  const { id } = await begin('topic\nLeft behind\n')
  await app.write(ctx => startRun(ctx, { id }, { here: true }))
  await app.write(({ tx, now }) =>
    tx.insertInto('topic').values({ id: newId(), name: 'Left behind', nameKey: 'left behind', importId: id, createdAt: now }).execute(),
  )
  app.clock.forward(10)
  await call(api.cancelImport, { id })
  await app.settle()
  expect(await call(api.getImport, { id })).toMatchObject({ state: 'cancelled', removed: 1 })
})

test('a file that breaks off in the middle takes back what came before', async () => {
  const { id } = await begin(`topic\n${'Before the break\n'.repeat(70_000)}"${'x'.repeat(1_100_000)}`)
  expect(await finish(id, api.runImport)).toMatchObject({ state: 'failed', problem: { code: 'import.row-too-long' } })
  expect(await app.read(({ db }) => db.selectFrom('topic').select('id').where('importId', '=', id).execute())).toEqual([])
})

test('refused rows are downloaded as a file without formulas', async () => {
  const { id } = await begin(`topic\n"=${'A'.repeat(130)}()"\n`)
  await finish(id, api.checkImport)
  const { body } = (await app.as('dala').inject({ url: `/api/imports/${id}/refused.csv` })) as unknown as { body: string }
  expect(body).toMatch(/^\ufeffrow,field,value,reason\n2,name,"?'=A+/)
})

test('imports of another workspace, and of those who may not, do not exist', async () => {
  const { id } = await begin(TOPICS)
  for (const endpoint of [api.getImport, api.previewImport, api.checkImport, api.runImport, api.undoImport, api.listRefused])
    await expect(app.as('noi').call(endpoint, { id })).rejects.toMatchObject({ status: 403 })
})

test('a hostile header is a column like others', async () => {
  const draft = await begin('__proto__,constructor,topic\nx,y,Billing\n')
  expect(draft).toMatchObject({ mapping: { name: ['topic'] }, found: { headers: ['__proto__', 'constructor', 'topic'] } })
  await expect(call(api.changeImport, { id: draft.id, mapping: JSON.parse('{"__proto__":["topic"]}') })).rejects.toMatchObject({
    status: 400,
  })
})

const shared = '../shared/data/topics/banking77_train.csv'
test.skipIf(!existsSync(shared))('the categories of ten thousand questions become 77 topics', async () => {
  const { id } = await begin(readFileSync(shared))
  expect(await finish(id, api.runImport)).toMatchObject({ state: 'done', read: 10_003, added: 77, unchanged: 9_926 })
})
