import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '#kernel/database.ts'
import { databaseTypes } from '#kernel/database-types.ts'
import { testDatabase } from './testing.ts'

let pool: Pool
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await testDatabase()
  pool = openPool({ ...database.config, max: 1 })
  drop = database.drop
})
afterAll(async () => {
  await pool.end()
  await drop()
})

test('database.gen.ts is what the migrations make', async () => {
  expect(readFileSync('src/database.gen.ts', 'utf8'), 'run: node scripts/types.ts').toBe(await databaseTypes(pool))
})

describe('every table is fenced', () => {
  // Not of one workspace: what keeps the schema, and attempts of strangers.
  const unfenced = ['migration', 'attempt', 'collation_version']

  test('row-level security is forced on every table, and its policy is by workspace', async () => {
    const { rows } = await pool.query<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
        and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = pg_class.oid and polname = 'tenant'))`)
    expect(rows.map(row => row.name).filter(name => !unfenced.includes(name))).toEqual([])
  })

  test('every primary key, unique key and foreign key begins with the workspace', async () => {
    const { rows } = await pool.query<{ name: string }>(`
      select conrelid::regclass || ' ' || conname as name from pg_constraint c join pg_class t on t.oid = conrelid
      where t.relnamespace = 'public'::regnamespace and contype in ('p', 'u', 'f') and conrelid::regclass::text not in ('workspace', 'migration', 'attempt', 'collation_version') and not t.relispartition
        and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'workspace_id'`)
    expect(rows.map(row => row.name)).toEqual([])
  })

  test('every index of a table that is fenced begins with the workspace, but what the finder asks across all of them and what is searched by grams', async () => {
    const tokens = ['api_key_hash', 'invitation_token', 'pulse_token_hash', 'survey_link_token', 'mailbox_read']
    const loops = ['clock_due', 'event_undelivered', 'mail_by_id', 'mail_due', 'member_of_user']
    const across = [...tokens, ...loops, 'workspace_number_key', 'workspace_pkey']
    const { rows } = await pool.query<{ name: string }>(`
      select i.indexrelid::regclass::text as name from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_am a on a.oid = x.relam
      where t.relnamespace = 'public'::regnamespace and t.relrowsecurity and not t.relispartition and a.amname <> 'gin'
        and coalesce((select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]), '') <> 'workspace_id' order by 1`)
    expect(rows.map(row => row.name)).toEqual(across.sort())
  })

  test('the application role owns nothing and writes nothing but through the fence', async () => {
    const { rows } = await pool.query(`
      select relname from pg_class where relkind in ('r', 'p', 'S', 'v') and (pg_get_userbyid(relowner) in ('sabai_app', 'sabai_finder'))
      union all select rolname from pg_roles where rolname in ('sabai_app', 'sabai_finder') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`)
    expect(rows).toEqual([])
  })

  test('every foreign key has an index that begins as it does', async () => {
    const { rows } = await pool.query<{ name: string }>(`
      select conrelid::regclass || ' ' || conname as name from pg_constraint c join pg_class t on t.oid = conrelid
      where t.relnamespace = 'public'::regnamespace and contype = 'f' and not t.relispartition and array_length(conkey, 1) > 1
        and not exists (select from pg_index i where i.indrelid = conrelid and (i.indkey::int2[])[0:array_length(conkey, 1) - 1] @> conkey)`)
    expect(rows.map(row => row.name)).toEqual([])
  })
})
