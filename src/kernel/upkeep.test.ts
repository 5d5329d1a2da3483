import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#testing.ts'
import { openPool, type Pool } from './database.ts'
import { sortAnew, upkeep } from './upkeep.ts'

let pool: Pool
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await testDatabase()
  pool = openPool({ ...database.config, max: 2 })
  drop = database.drop
})
afterAll(async () => {
  await pool.end()
  await drop()
})

test('the event table has its next three months', async () => {
  await upkeep(pool)
  const { rows } = await pool.query<{ name: string }>(`select relname as name from pg_class where relname ~ '^event_\\d{4}_\\d{2}$'`)
  expect(rows.length).toBeGreaterThanOrEqual(4)
})

test('names are sorted anew only when the sorting library is another one', async () => {
  expect(await sortAnew(pool)).toEqual([])
  await pool.query("update collation_version set version = 'an older one'")
  expect(await sortAnew(pool)).toContain('member_name')
  expect(await sortAnew(pool)).toEqual([])
})
