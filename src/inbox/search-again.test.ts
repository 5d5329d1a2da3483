import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveCustomers } from '#customers/index.ts'
import { searchAgain } from '#kernel/search-again.ts'
import { testApp } from '#testing.ts'
import { slices } from '../slices.ts'
import * as api from './api.ts'
import { receiveFeedback } from './receive.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const ROWS = 600
const searched = slices.flatMap(slice => slice.searched ?? [])
const find = async (q: string) => (await app.as('anna').call(api.listFeedback, { q, limit: 200 })).items.length
const keys = () =>
  app.read(async ({ db, workspace }) => {
    const of = (table: string) =>
      sql`select id, search_key, grams = sabai_grams(search_key, ${workspace.number}) as right from ${sql.table(table)}`
    const tables = ['feedback', 'customer', 'account'].map(of)
    return (await sql`${sql.join(tables, sql` union all `)} order by 1`.execute(db as never)).rows
  })

/** As rows are that an earlier version has written. */
const grow = () =>
  app.write(async ({ tx }) => {
    for (const table of searched) await sql`update ${sql.table(table.table)} set search_key = 'old', grams = ''`.execute(tx)
    await tx.updateTable('workspace').set({ searchVersion: 0 }).execute()
  })

test('when the version of the keys grows everything is made findable anew, and who is stopped goes on where they were', async () => {
  const said = Array.from({ length: ROWS }, (_, n) => ({ rowKey: createHash('sha1').update(String(n)).digest(), text: `ເຄື່ອງຮັບບັດ ${n}.` }))
  await app.write(ctx => receiveFeedback(ctx, said, { source: 'old' }))
  await app.write(ctx => saveCustomers(ctx, [{ source: 'old', name: 'Keo Sengdao', email: 'keo@lao.example' }]))
  const [item] = (await app.as('anna').call(api.listFeedback, { q: 'ຮັບບັດ 599' })).items
  await app.as('anna').call(api.openFromFeedback, { id: item!.id })
  const { items } = await app.as('anna').call(api.listCases, { q: '599' })
  await app.as('anna').call(api.addNote, { id: items[0]!.id, text: 'asked Vientiane' })
  const before = await keys()
  await grow()
  expect(await find('ຮັບບັດ 77')).toBe(0)
  expect((await app.as('anna').call(api.listFeedback, { q: 'ຮັບບັດ' })).indexing).toBe(true)

  const stopping = new AbortController()
  let steps = 0
  const counted = (stopAt: number) =>
    searched.map(one => ({
      ...one,
      again: (...given: Parameters<typeof one.again>) => {
        if (++steps === stopAt) stopping.abort()
        return one.again(...given)
      },
    }))
  await searchAgain(app.inside, counted(3), stopping.signal)
  expect(steps).toBe(3)
  expect((await app.as('anna').call(api.listFeedback, { q: 'ຮັບບັດ' })).indexing).toBe(true)
  await searchAgain(app.inside, counted(Number.NaN), new AbortController().signal)
  expect(steps).toBe(2 + Math.ceil(ROWS / 250) + 1)

  expect(await keys()).toEqual(before)
  expect((await app.as('anna').call(api.listFeedback, { q: 'ຮັບບັດ' })).indexing).toBe(false)
  for (const q of ['599', 'Vientiane', `#${items[0]!.number}`])
    expect((await app.as('anna').call(api.listCases, { q })).items.map(one => one.id)).toEqual([items[0]!.id])
  await searchAgain(app.inside, counted(Number.NaN), new AbortController().signal)
  expect(steps).toBe(2 + Math.ceil(ROWS / 250) + 1)
})
