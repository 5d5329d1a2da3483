import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testApp } from '#testing.ts'
import { setClock } from './clock.ts'
import { endpoint } from './endpoint.ts'
import { event } from './event.ts'
import { newId } from './id.ts'
import { founding, reading } from './inside.ts'
import { Problem } from './problem.ts'
import { after, read, type Slice, write } from './slice.ts'

const noted = event('note.written', z.object({ noteId: z.uuid() }), ['/notes'])
const Note = z.object({ id: z.uuid(), text: z.string() })
const listNotes = endpoint('GET /notes', { summary: 'Notes', may: 'toy.read', input: z.strictObject({}), output: z.array(Note) })
const addNote = endpoint('POST /notes', {
  summary: 'Add',
  may: 'toy.write',
  input: z.object({ text: z.string().trim().min(1).max(10) }),
  output: Note,
})
const sneak = endpoint('GET /sneak', { summary: 'A read that writes', may: 'toy.read', input: z.strictObject({}), output: z.null() })
const forget = endpoint('GET /forget', {
  summary: 'Raw SQL without a workspace',
  may: 'toy.read',
  input: z.strictObject({}),
  output: z.int(),
})
const heard: string[] = []
let failures = 0

const toy: Slice = {
  name: 'toy',
  permissions: { 'toy.read': ['rep', 'viewer', 'manager'], 'toy.write': ['rep'] },
  events: [noted],
  routes: [
    read(
      listNotes,
      async ({ db }) =>
        (
          await sql<{ id: string; text: string }>`select id, text from note where workspace_id = sabai_workspace() order by id`.execute(
            db as never,
          )
        ).rows,
    ),
    write(addNote, async ({ tx, announce }, { text }) => {
      const id = newId()
      await sql`insert into note (id, text) values (${id}, ${text})`.execute(tx)
      await announce(noted, { noteId: id }, { subjectId: id, detail: { text } })
      if (text === 'explode') throw new Error('after the insert')
      return { id, text }
    }),
    read(sneak, async ({ db }) => {
      await sql`insert into note (id, text) values (${newId()}, 'sneaked')`.execute(db as never)
      return null
    }),
    read(forget, async ({ db }) => (await sql`select id from note`.execute(db as never)).rows.length),
  ],
  listeners: [
    after(noted, 'toy.hear', async (_ctx, { noteId }) => heard.push(noteId)),
    after(noted, 'toy.stumble', async () => {
      if (failures-- > 0) throw new Error('not today')
      heard.push('stumbled on')
    }),
  ],
  clocks: [
    {
      kind: 'toy.ring',
      fire: async ({ tx, now }, { subjectId }) =>
        sql`insert into note (id, text) values (${newId()}, ${`rang ${subjectId} ${now.toISOString()}`})`.execute(tx),
    },
  ],
}

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ slices: [toy] })
  await app.pool.query(
    `create table note (workspace_id uuid not null default sabai_workspace(), id uuid not null, text text not null, primary key (workspace_id, id)); select sabai_tenant('note')`,
  )
})
afterAll(() => app.close())

const add = (text: string, headers = {}) => app.as('noi').call(addNote, { text }, headers)

test('a write is there for the next read, and its listeners hear of it after the commit', async () => {
  const note = await add('hello')
  expect(heard).not.toContain(note.id)
  await app.settle()
  expect(heard).toContain(note.id)
  expect(await app.as('keo').call(listNotes, {})).toContainEqual(note)
})

test('what fails is rolled back with its event', async () => {
  const events = async () => (await app.read(({ db }) => db.selectFrom('event').select('id').execute())).length
  const before = await events()
  await expect(add('explode')).rejects.toMatchObject({ status: 500, code: 'unexpected' })
  expect(await events()).toBe(before)
  expect((await app.as('noi').call(listNotes, {})).map(note => note.text)).not.toContain('explode')
})

test('a listener that fails is tried again, the others are not repeated', async () => {
  failures = 1
  heard.length = 0
  const note = await add('twice')
  await app.settle()
  expect(heard).toEqual([note.id])
  app.clock.forward(1)
  await app.settle()
  expect(heard).toEqual([note.id, 'stumbled on'])
})

test('a read cannot write', async () => {
  await expect(app.as('noi').call(sneak, {})).rejects.toMatchObject({ status: 500 })
  expect((await app.as('noi').call(listNotes, {})).map(note => note.text)).not.toContain('sneaked')
})

test('a forgotten workspace finds nothing of others', async () => {
  const other = newId()
  await founding(app.inside, other, ctx =>
    ctx.tx
      .insertInto('workspace')
      .values({ id: other, name: 'Other', language: 'en', zone: 'UTC', workingHours: '{}', createdAt: ctx.now })
      .execute(),
  )
  const theirs = await app.as('noi').call(forget, {}, { 'x-test-workspace': other })
  expect(theirs).toBe(0)
  expect(await app.as('noi').call(forget, {})).toBeGreaterThan(0)
  // Without any workspace set, even the connection's own role sees no row.
  expect((await app.pool.query('select * from note')).rows).toEqual([])
  // And what another workspace tries to write into ours is refused.
  await expect(
    reading(app.inside, other, app_system, async ({ db }) => sql`select set_config('x.y', '1', true), * from note`.execute(db as never)),
  ).resolves.toMatchObject({ rows: [] })
})
const app_system = { kind: 'system', memberId: null, userId: null, keyId: null, role: null, language: 'en', may: () => true } as const

test('permission, sign-in and input are asked before anything runs', async () => {
  await expect(app.as('keo').call(addNote, { text: 'x' })).rejects.toMatchObject({ status: 403, code: 'forbidden' })
  await expect(app.anyone().call(listNotes, {})).rejects.toMatchObject({ status: 401, code: 'signed-out' })
  await expect(add('')).rejects.toMatchObject({ status: 400, fields: [{ field: 'text', code: 'required' }] })
  await expect(add('far too long a text')).rejects.toMatchObject({ fields: [{ field: 'text', code: 'too-long', facts: { n: 10 } }] })
  await expect(app.as('noi').call(addNote, { text: 'x', workspaceId: newId() } as never)).rejects.toMatchObject({
    fields: [{ field: 'workspaceId', code: 'unknown-key' }],
  })
  await expect(app.withKey('wrong').call(listNotes, {})).rejects.toMatchObject({ status: 401, code: 'key' })
})

test('the same idempotency key adds nothing, and another request under it is refused', async () => {
  const key = { 'idempotency-key': 'k1' }
  const [first, second] = await Promise.all([add('once', key), add('once', key)])
  expect(second).toEqual(first)
  expect((await app.as('noi').call(listNotes, {})).filter(note => note.text === 'once')).toHaveLength(1)
  await expect(add('other', key)).rejects.toMatchObject({ status: 422 })
})

test('a clock rings once, never early, and only its last generation', async () => {
  const subjectId = newId()
  const at = (minutes: number) => new Date(app.clock.now.getTime() + minutes * 60_000)
  await app.write(ctx => setClock(ctx, { kind: 'toy.ring', subjectId, dueAt: at(10) }))
  await app.write(ctx => setClock(ctx, { kind: 'toy.ring', subjectId, dueAt: at(20) }))
  const rang = async () => (await app.as('noi').call(listNotes, {})).filter(note => note.text.startsWith(`rang ${subjectId}`)).length
  app.clock.forward(19.99)
  await app.settle()
  expect(await rang()).toBe(0)
  app.clock.forward(0.01)
  await Promise.all([app.settle(), app.settle()])
  app.clock.forward(100)
  await app.settle()
  expect(await rang()).toBe(1)
})

test('a refusal is problem+json with a request id', async () => {
  const answer = await app.as('noi').inject({ method: 'GET', url: '/api/nothing' })
  expect(answer.statusCode).toBe(404)
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'not-found', status: 404, requestId: expect.any(String) })
  expect(new Problem('x').status).toBe(409)
})
