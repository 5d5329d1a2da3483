import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, moment } from '#kernel/input.ts'
import type { Route, Who } from '#kernel/slice.ts'
import { plausible, requestOf, type Schema, schemaOf } from './security/plausible.ts'
import { slices } from './slices.ts'
import { type TestApp, testApp } from './testing.ts'

// Moments and days that no calendar of ours can hold, wherever the route table takes one: refused at their field, never sent to PostgreSQL.
const wild = {
  'date-time': [
    '+275760-09-13T00:00:00.000Z',
    '-004714-01-01T00:00:00.000Z',
    '0000-01-01T00:00:00Z',
    '294277-01-01',
    '9999-12-31T23:59:59Z',
    'x',
  ],
  date: ['0000-01-01', '0000-00-00', '2026-02-30', '1799-12-31', '9999-12-31', '294277-01-01', 'x'],
}
/** The ends of what is taken. */
const last = { 'date-time': ['1800-01-01T00:00:00Z', '2399-12-30T23:59:59Z'], date: ['1800-01-01', '2399-12-31'] }
/** Places in a list. */
const madeUp = [
  ['2026-02-30', 'x'],
  ['+275760-09-13T00:00:00.000Z', '018f0000-0000-7000-8000-000000000001'],
  ['x', 'y', 'z'],
]
type Format = keyof typeof wild
type Place = { format: Format; set: (value: string) => unknown }

/** Every place of an input where a moment or a day stands, each with the whole input in which it is another. */
function places(schema: Schema, id: string, whole: (inner: unknown) => unknown = inner => inner): Place[] {
  const one = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].find(({ format }) => format === 'date-time' || format === 'date')
  if (one) return [{ format: one.format as Format, set: value => whole(value) }]
  const items = schema.items ? places(schema.items, id, inner => whole([inner])) : []
  const base = plausible(schema, id)
  const inner = [schema, ...(schema.anyOf ?? [])].flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, part]) => places(part, id, value => whole({ ...(base as object), [name]: value }))),
  )
  return [...items, ...inner]
}

const id = '018f0000-0000-7000-8000-000000000001'
const routes = slices.flatMap(slice => slice.routes).filter(({ kind }) => kind !== 'open')
const dated = routes.flatMap(route => places(schemaOf(route), id).map(place => ({ route, place })))
const nameOf = ({ endpoint }: Pick<Route, 'endpoint'>) => `${endpoint.method} ${endpoint.path}`

test('every input of the route table refuses a moment or a day that no calendar of ours can hold', () => {
  expect(new Set(dated.map(({ route }) => nameOf(route))).size).toBeGreaterThan(15)
  const taken = dated.flatMap(({ route, place }) =>
    wild[place.format]
      .filter(value => {
        const read = route.endpoint.input.safeParse(place.set(value))
        return read.success
      })
      .map(value => `${nameOf(route)}: ${value}`),
  )
  expect(taken).toEqual([])
})

test('whatever is given, a moment and a day are refused or ones that we can write', () => {
  fc.assert(
    fc.property(fc.oneof(fc.date({ noInvalidDate: false }), fc.string(), fc.integer(), fc.double()), given => {
      const read = moment.safeParse(given)
      return !read.success || /^(1[89]|2[0-3])\d{2}-/.test(read.data.toISOString())
    }),
  )
  const days = fc.oneof(
    fc.date({ noInvalidDate: true }).map(at => at.toISOString().slice(0, 10)),
    fc.string(),
    fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
  )
  fc.assert(
    fc.property(days, given => {
      const read = day.safeParse(given)
      return !read.success || new Date(read.data).toISOString().slice(0, 10) === given
    }),
  )
})

describe('what is taken, and places in lists that somebody made up', () => {
  let app: TestApp
  const everything: Who = { kind: 'member', memberId: id, userId: null, keyId: null, role: 'admin', language: 'en', may: () => true }
  const warnings: string[] = []
  const warned = (warning: Error & { code?: string }) => void warnings.push(`${warning.code} ${warning.message}`)
  beforeAll(async () => {
    process.on('warning', warned)
    app = await testApp()
    app.pretend('anybody', { ...everything, memberId: app.ids.anna }, app.workspaceId)
  })
  afterAll(async () => {
    process.off('warning', warned)
    await app.close()
  })
  const ask = (route: Route, input: unknown) =>
    app.by('anybody').inject(requestOf(route, input as Record<string, unknown>, id)) as unknown as Promise<{
      statusCode: number
      body: string
    }>

  test('the ends of time are answered by every route, and nothing invalid reaches PostgreSQL', { timeout: 120_000 }, async () => {
    const wrong: string[] = []
    const see = async (route: Route, input: unknown, about: unknown) => {
      const { statusCode, body } = await ask(route, input)
      if (statusCode >= 500) wrong.push(`${nameOf(route)} ${about}: ${statusCode} ${body.slice(0, 200)}`)
    }
    for (const { route, place } of dated) for (const value of last[place.format]) await see(route, place.set(value), value)
    for (const route of routes.filter(one => schemaOf(one).properties?.cursor))
      for (const place of madeUp) {
        const cursor = Buffer.from(JSON.stringify(place)).toString('base64url')
        await see(route, { ...(plausible(schemaOf(route), id) as object), cursor }, place)
      }
    expect(wrong).toEqual([])
    expect(warnings).toEqual([])
  })
})
