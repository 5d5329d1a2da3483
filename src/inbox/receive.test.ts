import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CSAT, NPS } from '#core/scores/scale.ts'
import { newId } from '#kernel/id.ts'
import { testApp } from '#testing.ts'
import { receiveFeedback, type Said, undoFeedback } from './index.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const keyOf = (text: string) => createHash('sha1').update(text).digest()
const said = (text: string, rest: Partial<Said> = {}): Said => ({ rowKey: keyOf(text), text, ...rest })
const rows = () => app.read(({ db }) => db.selectFrom('feedback').selectAll().orderBy('id').execute())

test('feedback is stored with its language, mood and time, and again adds nothing', async () => {
  const batch = [
    said('ເຄື່ອງຮັບບັດໃຊ້ບໍ່ໄດ້', { score: 2, scale: NPS, saidAt: new Date('2026-03-01T00:00:00Z') }),
    said('Quick and "kind", \\o/ {all}', { score: 5, scale: CSAT, channel: 'email' }),
    said('', { score: 7, scale: NPS, author: 'ບຸນມີ' }),
  ]
  const first = await app.write(ctx => receiveFeedback(ctx, batch, { source: 'test' }))
  expect(first).toMatchObject({ added: 3, unchanged: 0 })
  const again = await app.write(ctx => receiveFeedback(ctx, [...batch, ...batch], { source: 'test' }))
  expect(again).toMatchObject({ added: 0, unchanged: 6, ids: [null, null, null, null, null, null] })
  const all = await rows()
  const [lao, english, empty] = first.ids.map(id => all.find(row => row.id === id))
  expect(lao).toMatchObject({ language: 'lo', mood: -1, score: 2, scale: 'nps', scaleMax: 10, saidAtKnown: true, id: first.ids[0] })
  expect(english).toMatchObject({ text: 'Quick and "kind", \\o/ {all}', language: 'en', mood: 1, channel: 'email', saidAtKnown: false })
  expect(english!.saidAt).toEqual(english!.receivedAt)
  expect(empty).toMatchObject({ language: 'und', mood: 0, author: 'ບຸນມີ', grams: '' })
  expect(lao!.grams).toContain('ເຄື')
})

test('the same row twice in one batch is one row, another source has its own', async () => {
  const twice = await app.write(ctx => receiveFeedback(ctx, [said('twin'), said('twin')], { source: 'test' }))
  expect(twice).toMatchObject({ added: 1, unchanged: 1 })
  expect(await app.write(ctx => receiveFeedback(ctx, [said('twin')], { source: 'elsewhere' }))).toMatchObject({ added: 1 })
})

test('rows of many statements are findable at once and keep their order', async () => {
  const many = Array.from({ length: 700 }, (_, at) => said(`ຈ່າຍບໍ່ໄດ້ 😀 ${at % 650}`, { rowKey: keyOf(`many ${at % 650}`) }))
  const { ids, added, unchanged } = await app.write(ctx => receiveFeedback(ctx, many, { source: 'many', importId: newId() }))
  expect({ added, unchanged, nulls: ids.slice(650).every(id => id === null) }).toEqual({ added: 650, unchanged: 50, nulls: true })
  const stored = await app.read(({ db, workspace }) =>
    sql<{ id: string; text: string; right: boolean }>`select id, text, grams = sabai_grams(search_key, ${workspace.number}) as right
      from feedback where source = 'many'`.execute(db as never),
  )
  const textOf = new Map(stored.rows.map(row => [row.id, row.text]))
  expect(stored.rows.every(row => row.right)).toBe(true)
  expect(ids.slice(0, 650).map(id => textOf.get(id!))).toEqual(many.slice(0, 650).map(one => one.text))
})

test('an import that is taken back frees its row keys', async () => {
  const importId = newId()
  const save = () => app.write(ctx => receiveFeedback(ctx, [said('a'), said('b')], { source: 'file', importId }))
  expect(await save()).toMatchObject({ added: 2 })
  expect(await app.write(ctx => undoFeedback(ctx, importId))).toEqual({ removed: 2, kept: [] })
  expect(await app.write(ctx => undoFeedback(ctx, importId))).toEqual({ removed: 0, kept: [] })
  expect(await save()).toMatchObject({ added: 2 })
})
