import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMember, foundWorkspace, usualHours } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { founding, system, writing } from '#kernel/inside.ts'
import type { Route, Who } from '#kernel/slice.ts'
import { tenantTables } from './database.gen.ts'
import { foundSample } from './sample/found.ts'
import { plausible, requestOf, schemaOf, takesId } from './security/plausible.ts'
import { type TestApp, testApp } from './testing.ts'

// Made from the route table: everything that takes an id is tried with the ids of another workspace, by somebody who may do anything in their own.
// A new route is in it by itself.
let app: TestApp
let victim: string
let ids: { table: string; id: string }[]
const other = newId()
const everything: Who = { kind: 'member', memberId: newId(), userId: null, keyId: null, role: 'admin', language: 'en', may: () => true }

beforeAll(async () => {
  app = await testApp()
  const sample = await foundSample((id, run) => founding(app.inside, id, run), { seed: 3, size: 2_000 })
  victim = sample.id
  await app.settle()
  ids = await allIds()
  await founding(app.inside, other, ctx =>
    foundWorkspace(ctx, { id: other, name: 'Strangers', language: 'en', zone: 'UTC', workingHours: usualHours }),
  )
  const memberId = await writing(app.inside, other, system, ctx =>
    addMember(ctx, { name: 'Stranger', email: 'stranger@other.example', role: 'admin', managerId: null, language: 'en' }),
  )
  app.pretend('stranger', { ...everything, memberId }, other)
  app.pretend('insider', { ...everything, role: 'head', memberId: ids.find(one => one.table === 'member')!.id }, victim)
}, 120_000)
afterAll(() => app.close())

/** One id of each table of ours that has an `id`. */
async function allIds() {
  const { rows: tables } = await app.pool.query<{ name: string }>(
    `select relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'id' where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
  )
  const found: { table: string; id: string }[] = []
  for (const { name } of tables.filter(one => tenantTables.has(one.name)))
    for (const { id } of await rowsOf(`select id from ${name} order by id limit 2`)) found.push({ table: name, id: id as string })
  return found
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const client = await app.pool.connect()
  try {
    await client.query(`begin; select set_config('sabai.workspace', '${victim}', true)`)
    return (await client.query(sql)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function fingerprint(): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const table of [...tenantTables].sort()) {
    const rows = await rowsOf(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${table} t where workspace_id = '${victim}'`,
    )
    all[table] = String(rows[0]!.hash)
  }
  return all
}

const ask = (route: Route, id: string) =>
  app.by('stranger').inject(requestOf(route, plausible(schemaOf(route), id) as Record<string, unknown>, id))

test('no route gives, names or changes anything of another workspace', { timeout: 300_000 }, async () => {
  const before = await fingerprint()
  const asked: string[] = []
  for (const route of app.inside.house.routes.filter(one => one.kind !== 'open')) {
    const name = `${route.endpoint.method} ${route.endpoint.path}`
    const tries = takesId(schemaOf(route)) || route.endpoint.path.includes(':') ? ids : ids.slice(0, 1)
    for (const { table, id } of tries) {
      const answer = await ask(route, id)
      const said = `${name} with a ${table}: ${answer.statusCode} ${answer.body.slice(0, 300)}`
      expect(answer.statusCode, said).not.toBe(500)
      for (const known of ids) if (known.id !== id) expect(answer.body.includes(known.id), said).toBe(false)
      if (route.endpoint.path.includes(':id'))
        expect([400, 403, 404, 409, ...(route.dialect ? [422] : [])], said).toContain(answer.statusCode)
    }
    asked.push(name)
  }
  expect(asked.length).toBeGreaterThan(20)
  expect(await fingerprint()).toEqual(before)
})

test('the test itself sees: the same ids in their own workspace are found', async () => {
  const own = app.inside.house.routes.filter(route => route.kind === 'read' && route.endpoint.path.endsWith('/:id'))
  const found: string[] = []
  for (const route of own)
    for (const { id } of ids) {
      const answer = await app.by('insider').inject({ method: 'GET', url: `/api${route.endpoint.path.replace(':id', id)}` })
      if (answer.statusCode === 200) found.push(route.endpoint.path)
    }
  expect(found.length).toBeGreaterThan(2)
})
