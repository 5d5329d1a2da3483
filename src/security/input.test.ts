import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { Route, Who } from '#kernel/slice.ts'
import { type TestApp, testApp } from '#testing.ts'
import { plausible, requestOf, type Schema, schemaOf } from './plausible.ts'

// Made from the route table and the tables of the database: a new route and a new column are in it by themselves.
let app: TestApp
let columns: string[]
const anything: Who = { kind: 'member', memberId: newId(), userId: null, keyId: null, role: 'admin', language: 'en', may: () => true }

beforeAll(async () => {
  app = await testApp()
  app.pretend('anything', { ...anything, memberId: app.ids.noi }, app.workspaceId)
  const { rows } = await app.pool.query<{ name: string }>(
    `select distinct column_name as name from information_schema.columns where table_schema in ('public', 'sign_in')`,
  )
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  columns = [...new Set(rows.flatMap(({ name }) => [name, camel(name)]))]
})
afterAll(() => app.close())

const within = () => app.inside.house.routes.filter(route => !['anyone', 'signed-in'].includes(route.endpoint.may))
const strangers = () => app.inside.house.routes.filter(route => route.endpoint.may === 'anyone')
/** Another product's callers send what they like; what an endpoint does not know is left out there. */
const ours = () => [...within(), ...strangers()].filter(route => !route.dialect)
const nameOf = ({ endpoint }: Route) => `${endpoint.method} ${endpoint.path}`
const ask = (route: Route, input: Record<string, unknown>, id: string = newId()) => app.by('anything').inject(requestOf(route, input, id))

type Place = { path: string[]; known: string[]; base: Record<string, unknown> }

/** Every object that a route takes, by where it stands in the input: the input itself, then those inside it. `base`: what tells its kind. */
function objectsIn(schema: Schema, path: string[] = [], base: Place['base'] = {}): Place[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => objectsIn(one, [...path, name]))
  const items = schema.items ? objectsIn(schema.items, [...path, '0']) : []
  const either = (schema.anyOf ?? []).flatMap(one => objectsIn(one, path))
  // Of several kinds of object the first, by the name of its kind; what is in it is the same in all.
  const kinds = (schema.oneOf ?? [])
    .slice(0, 1)
    .flatMap(one => objectsIn({ ...one, properties: flatOf(one) }, path, plausible(one, newId()) as never))
  return [...(schema.properties ? [{ path, known: Object.keys(schema.properties), base }] : []), ...inner, ...items, ...either, ...kinds]
}

/** Its own properties, with nothing inside them. */
const flatOf = (schema: Schema) => Object.fromEntries(Object.keys(schema.properties ?? {}).map(name => [name, {}]))

/** The input with more keys in the object at the path, which is made where it is missing. */
function withKeys(input: Record<string, unknown>, path: string[], more: Record<string, unknown>): Record<string, unknown> {
  const [first, ...rest] = path
  if (first === undefined) return { ...input, ...more }
  if (rest[0] === '0')
    return { ...input, [first]: [withKeys((((input[first] as unknown[]) ?? [])[0] ?? {}) as never, rest.slice(1), more)] }
  return { ...input, [first]: withKeys((input[first] ?? {}) as never, rest, more) }
}

describe('mass assignment: no column can be set by naming it', () => {
  test('every column of every table, in every object of every route, is refused by its name', async () => {
    const routes = ours()
    for (const route of routes) {
      const schema = schemaOf(route)
      for (const { path, known, base } of objectsIn(schema)) {
        if (path.length > 0 && (route.endpoint.method === 'GET' || route.kind === 'upload')) continue
        const strange = columns.filter(name => !known.includes(name) && name !== 'workspace')
        const answer = await ask(
          route,
          withKeys(plausible(schema, newId()) as never, path, { ...base, ...Object.fromEntries(strange.map(one => [one, 'x'])) }),
        )
        const said = `${nameOf(route)} ${path.join('.')}: ${answer.statusCode} ${answer.body.slice(0, 200)}`
        expect(answer.statusCode, said).toBe(400)
        const refused = (JSON.parse(answer.body).fields as { field: string; code: string }[])
          .filter(({ code }) => code === 'unknown-key')
          .map(({ field }) => field)
        expect(
          strange.filter(name => !refused.includes([...path, name].join('.'))),
          said,
        ).toEqual([])
      }
    }
    expect(routes.length).toBeGreaterThan(60)
    expect(columns.length).toBeGreaterThan(200)
  })

  test('keys that would change every object are refused or taken as plain words', async () => {
    for (const route of ours()) {
      if (route.endpoint.method === 'GET' || route.kind === 'upload') continue
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const answer = await app.by('anything').inject({
          method: route.endpoint.method,
          url: requestOf(route, {}, newId()).url,
          headers: { 'content-type': 'application/json' },
          payload: `{"${key}": {"role": "admin", "prototype": {"role": "admin"}}}`,
        })
        expect(answer.statusCode, `${nameOf(route)} ${key} ${answer.body}`).toBe(400)
      }
    }
    expect(({} as { role?: string }).role).toBeUndefined()
  })

  test('and so in a query', async () => {
    for (const key of ['__proto__', 'constructor', '__proto__[role]', 'constructor.prototype.role']) {
      const answer = await app.by('anything').inject({ method: 'GET', url: `/api/members?${encodeURIComponent(key)}=admin` })
      expect(answer.statusCode, answer.body).toBe(400)
    }
  })
})

/** What breaks a query, a parser or a number that somebody believed in. */
const words = [
  ...[
    "'",
    "' or 1=1 --",
    '"; drop table member; --',
    '$1',
    '%',
    '_',
    '\\',
    '%\\',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '*',
    '(',
    '[a',
    '&|!',
    ':*',
  ],
  ...['-1', '0', '1e400', 'NaN', 'Infinity', '99999999999999999999', '2147483648', '-9223372036854775809', '0x10', '1.5', ' ', ''],
  ...['+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', '0000-00-00', '2026-02-30', '9999999-01-01', 'now', 'infinity'],
  ...['true', 'null', '[object Object]', '{}', '[]', '__proto__', 'constructor', 'toString', 'ไม่', 'ບໍ່', '👩‍👩‍👧‍👦', 'x'.repeat(5_000)],
  ...[newId(), '00000000-0000-0000-0000-000000000000'],
]
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)
const part = fc.oneof(word, fc.double(), fc.maxSafeInteger(), fc.constant(null), fc.constant(true))
const forged = fc.array(part, { maxLength: 4 }).map(values => Buffer.from(JSON.stringify(values)).toString('base64url'))
const cursor = fc.oneof(forged, fc.constantFrom('x', '[]', 'bnVsbA', 'W10'), word)

/** Some of the route's own names with hostile values; what must be there is plausible, so that the deeper layers are reached. */
const hostile = (schema: Schema, wild: fc.Arbitrary<unknown>) => {
  const names = Object.keys(schema.properties ?? {})
  return fc
    .tuple(
      fc.subarray(names, { minLength: Math.min(1, names.length), maxLength: Math.min(3, names.length) }),
      fc.array(wild, { minLength: 3, maxLength: 3 }),
      cursor,
    )
    .map(([some, values, place]) => ({
      ...(plausible(schema, newId()) as Record<string, unknown>),
      ...Object.fromEntries(some.map((name, at) => [name, name === 'cursor' ? place : values[at]])),
    }))
}

describe('hostile input is refused or answered, and is never a fault', () => {
  const tries = 25

  test('filters, sorts and queries of every list', { timeout: 120_000 }, async () => {
    for (const route of within().filter(one => one.endpoint.method === 'GET'))
      await fc.assert(
        fc.asyncProperty(hostile(schemaOf(route), fc.oneof(word, fc.array(word, { maxLength: 3 }))), async input => {
          const answer = await ask(route, input)
          expect(answer.statusCode, `${nameOf(route)} ${JSON.stringify(input)} ${answer.body.slice(0, 300)}`).toBeLessThan(500)
        }),
        { numRuns: tries },
      )
  })

  test('a forged cursor of every list', { timeout: 120_000 }, async () => {
    const lists = within().filter(one => 'cursor' in (schemaOf(one).properties ?? {}))
    for (const route of lists)
      await fc.assert(
        fc.asyncProperty(forged, async place => {
          const answer = await ask(route, { ...(plausible(schemaOf(route), newId()) as object), cursor: place })
          expect(answer.statusCode, `${nameOf(route)} ${Buffer.from(place, 'base64url')} ${answer.body.slice(0, 300)}`).toBeLessThan(500)
        }),
        { numRuns: tries },
      )
    expect(lists.length).toBeGreaterThan(10)
  })

  test('fields of every write', { timeout: 120_000 }, async () => {
    const wild = fc.oneof(word, part, fc.array(word, { maxLength: 2 }), fc.object({ maxDepth: 2 }))
    for (const route of [...within(), ...strangers()].filter(one => one.endpoint.method !== 'GET' && one.kind !== 'upload'))
      await fc.assert(
        fc.asyncProperty(hostile(schemaOf(route), wild), async input => {
          const answer = await ask(route, input)
          expect(answer.statusCode, `${nameOf(route)} ${JSON.stringify(input)} ${answer.body.slice(0, 300)}`).toBeLessThan(500)
        }),
        { numRuns: tries },
      )
  })
})
