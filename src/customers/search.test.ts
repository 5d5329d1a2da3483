import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { indexGrams, likePattern, tsquery } from '#core/text/grams.ts'
import { searchKey } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import { testApp } from '#testing.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const names = ['Somchai Boonmee', 'ວຽງຈັນ ການຄ້າ', 'สมชาย ใจดี', 'ជា ស្រីមុំ', "O'Brien \\ 100%"]
const search = (words: string, workspaceId = app.workspaceId) =>
  app.read(async ({ db, workspace }) =>
    (
      await sql<{ name: string }>`select name from account where workspace_id = ${workspaceId} and id in
        (select id from search_account(${workspaceId}, ${tsquery(words, workspace.number)}, ${likePattern(words)}, 50)) order by name`.execute(
        db as never,
      )
    ).rows.map(row => row.name),
  )

test('the grams made in the database are the grams made by the application', async () => {
  const one = fc.tuple(fc.string({ unit: 'binary', maxLength: 40 }).map(searchKey), fc.integer({ min: 0, max: 100_000 }))
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 20, maxLength: 40 }), async all => {
      const theirs = JSON.stringify(all.map(([key, number]) => ({ key, number, grams: indexGrams(key, number) })))
      const { rows } = await app.read(({ db }) =>
        sql<{ key: string }>`select key from jsonb_to_recordset(${theirs}::jsonb) as row (key text, number int, grams text[])
          where sabai_grams(key, number) is distinct from array_to_tsvector(grams)`.execute(db as never),
      )
      expect(rows).toEqual([])
    }),
    { numRuns: 5 },
  )
})

test('a part of a word is found in four scripts, through the index, and nothing of another workspace', async () => {
  await app.write(({ tx, workspace, now }) =>
    tx
      .insertInto('account')
      .values(
        names.map(name => ({
          id: newId(),
          name,
          nameKey: searchKey(name),
          searchKey: searchKey(name),
          grams: sql<string>`sabai_grams(${searchKey(name)}, ${workspace.number})`,
          createdAt: now,
        })),
      )
      .execute(),
  )
  expect(await search('mchai')).toEqual([names[0]])
  expect(await search('ຽງຈັ')).toEqual([names[1]])
  expect(await search('ใจ')).toEqual([names[2]])
  expect(await search('ស្រី')).toEqual([names[3]])
  expect(await search('0%')).toEqual([names[4]])
  expect(await search("o'b")).toEqual([names[4]])
  const elsewhere = app.read(({ db }) =>
    sql`select * from search_account(${newId()}, ${tsquery('mchai', 1)}, '%mchai%', 5)`.execute(db as never),
  )
  await expect(elsewhere).rejects.toThrow('search in another workspace')
})

test('the search of a table uses its index although row-level security is on', async () => {
  await app.write(({ tx, now, workspace }) =>
    sql`insert into customer (id, name, name_key, search_key, grams, created_at)
      select gen_random_uuid(), name, name, name, sabai_grams(name, ${workspace.number}), ${now}
      from (select 'customer ' || md5(n::text) as name from generate_series(1, 5000) n) as many`.execute(tx),
  )
  const plan = await app.pool.connect()
  try {
    await plan.query('analyze customer')
    await plan.query('begin; set local role sabai_finder')
    await plan.query(`select set_config('sabai.workspace', $1, true)`, [app.workspaceId])
    const { rows } = await plan.query(
      `explain select id from customer where workspace_id = '${app.workspaceId}' and grams @@ '''1:abc'' & ''1:bcd'''::tsquery and search_key like '%abcd%' limit 50`,
    )
    expect(rows.map(row => row['QUERY PLAN']).join('\n')).toContain('customer_grams')
    await plan.query('rollback')
  } finally {
    plan.release()
  }
})

test('a list page, and one further on, read their index in order as the application', async () => {
  const asApp = await app.pool.connect()
  try {
    await asApp.query('begin; set local role sabai_app')
    await asApp.query(`select set_config('sabai.workspace', $1, true)`, [app.workspaceId])
    for (const more of ['', ` and (name, id) > ('customer 8', '${app.workspaceId}'::uuid)`]) {
      const { rows } = await asApp.query(
        `explain select id from customer where workspace_id = '${app.workspaceId}' and merged_into is null and archived_at is null${more} order by name, id limit 51`,
      )
      const plan = rows.map(row => row['QUERY PLAN']).join('\n')
      expect(plan).toContain('customer_by_name')
      expect(plan).not.toContain('Sort')
    }
    await asApp.query('rollback')
  } finally {
    asApp.release()
  }
})
