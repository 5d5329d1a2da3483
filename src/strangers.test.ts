import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { addMember, foundWorkspace, usualHours } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { founding, system, writing } from '#kernel/inside.ts'
import type { Route, Who } from '#kernel/slice.ts'
import { tenantTables } from './database.gen.ts'
import { foundSample } from './sample/found.ts'
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

type Schema = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  minLength?: number
  minimum?: number
}

/** A plausible value of a schema, with the foreign id wherever an id goes. */
function value(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return value(schema.anyOf.find(one => one.type !== 'null') ?? schema.anyOf[0]!, id)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name, inner]) => schema.required?.includes(name) || inner.format === 'uuid')
        .map(([name, inner]) => [name, value(inner, id)]),
    )
  if (type === 'array') return [value(schema.items ?? { type: 'string' }, id)]
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return true
  if (schema.format === 'uuid') return id
  if (schema.format === 'email') return 'someone@other.example'
  if (schema.format === 'date-time') return '2026-03-02T09:00:00.000Z'
  if (schema.format === 'date') return '2026-03-02'
  return 'x'.repeat(Math.max(3, schema.minLength ?? 0))
}

const schemaOf = ({ endpoint }: Route): Schema =>
  z.toJSONSchema(endpoint.input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) =>
      void (zodSchema._zod.def.type === 'date' && Object.assign(jsonSchema, { type: 'string', format: 'date-time' })),
  }) as Schema

const takesId = (schema: Schema): boolean =>
  schema.format === 'uuid' ||
  Object.values(schema.properties ?? {}).some(takesId) ||
  (schema.items !== undefined && takesId(schema.items)) ||
  (schema.anyOf ?? []).some(takesId)

async function ask({ endpoint, kind }: Route, id: string) {
  const input = value(schemaOf({ endpoint } as Route), id) as Record<string, unknown>
  const url = `/api${endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const part = encodeURIComponent(String(input[name] ?? id))
    delete input[name]
    return part
  })}`
  const query = endpoint.method === 'GET' || kind === 'upload'
  const address = query ? `${url}?${new URLSearchParams(Object.entries(input).map(([name, one]) => [name, String(one)]))}` : url
  return app
    .by('stranger')
    .inject({
      method: endpoint.method,
      url: address,
      ...(query
        ? kind === 'upload'
          ? { payload: 'a,b\n1,2', headers: { 'content-type': 'application/octet-stream' } }
          : {}
        : { payload: input }),
    })
}

test('no route gives, names or changes anything of another workspace', { timeout: 120_000 }, async () => {
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
      if (route.endpoint.path.includes(':id')) expect([400, 403, 404, 409], said).toContain(answer.statusCode)
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
