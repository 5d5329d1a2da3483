import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { founding, reading, system, writing } from '#kernel/inside.ts'
import { type TestApp, testApp } from '../testing.ts'
import { foundLargeSample, foundSample, type Steps } from './found.ts'
import { forgetHalf, hold } from './half.ts'
import { backwards } from './loading/rows.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z' })
})
afterAll(() => app.close())

const wanted = { seed: 3, size: 2_000 }
let writes = 0
const steps = (failAt = Number.POSITIVE_INFINITY): Steps => ({
  found: (id, run) => founding(app.inside, id, run),
  write: (id, run) => (++writes > failAt ? Promise.reject(new Error('the lights went out')) : writing(app.inside, id, system, run)),
  forgetHalf: () => forgetHalf(app.inside),
  hold: (id, run) => hold(app.inside, id, run),
})

const rowsIn = (id: string) =>
  reading(app.inside, id, system, async ({ db }) => {
    const counts = sql.join(backwards.map(table => sql`(select count(*)::int from ${sql.table(table)})`))
    const { rows } = await sql<{ all: number[] }>`select array[${counts}] as all`.execute(db as never)
    return rows[0]!.all
  })

const workspaces = async () => {
  const { rows } = await app.pool
    .query<{ id: string; archived: boolean; filling: boolean }>(
      `begin; set local role sabai_finder; select id, archived_at is not null as archived, settings ? 'filling' as filling from workspace where sample order by number; commit`,
    )
    .then(all => (all as unknown as { rows: { id: string; archived: boolean; filling: boolean }[] }[])[2]!)
  return rows
}

test('told in many transactions it is the same company as in one', async () => {
  writes = 0
  const large = await foundLargeSample(steps(), wanted)
  expect(writes).toBeGreaterThan(3)
  const small = await foundSample((id, run) => founding(app.inside, id, run), wanted)
  expect(await rowsIn(large.id)).toEqual(await rowsIn(small.id))
  expect(await workspaces()).toEqual([large, small].map(({ id }) => ({ id, archived: false, filling: false })))
})

test("one that broke off is nobody's workspace, and the next takes its rows away", async () => {
  writes = 0
  await expect(foundLargeSample(steps(3), wanted)).rejects.toThrow('the lights went out')
  const half = (await workspaces()).find(one => one.filling)!
  expect(half.archived).toBe(true)
  expect((await rowsIn(half.id)).reduce((sum, count) => sum + count)).toBeGreaterThan(0)
  expect(await forgetHalf(app.inside)).toBe(1)
  expect((await rowsIn(half.id)).every(count => count === 0)).toBe(true)
  expect(await forgetHalf(app.inside)).toBe(0)
})

test('one that is being told is left alone', async () => {
  const seen: number[] = []
  const looking: Steps = {
    ...steps(),
    write: async (id, run) => {
      seen.push(await forgetHalf(app.inside))
      return writing(app.inside, id, system, run)
    },
  }
  await foundLargeSample(looking, wanted)
  expect(new Set(seen)).toEqual(new Set([0]))
})
