import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import {
  accountByName,
  addContactWay,
  findOrAddAccounts,
  findOrAddCustomer,
  findOrAddCustomers,
  ownerOf,
  type Person,
  saveCustomers,
  topicByName,
  topicsFoundOrAdded,
} from './index.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const who = (people: Person[]) => app.write(ctx => findOrAddCustomers(ctx, people))
const names = (ids: (string | null)[]) =>
  app.read(async ({ db }) => {
    const rows = await db
      .selectFrom('customer')
      .select(['id', 'name'])
      .where(
        'id',
        'in',
        ids.filter(id => id !== null),
      )
      .execute()
    return ids.map(id => rows.find(row => row.id === id)?.name ?? null)
  })

test('a customer is known by id, then e-mail, then phone, however these are spelled; a name alone is one person in its source', async () => {
  const { ids, added } = await who([
    { source: 'desk', externalId: '7', name: 'Mali', email: 'Mali@Shop.example' },
    { source: 'desk', externalId: '7', phone: '00856 20 5555 1234' },
    { source: 'file', email: 'mali@shop.EXAMPLE ', name: 'M.' },
    { source: 'file', phone: '+856-20-5555-1234' },
    { source: 'file', name: 'ສົມສັກ  ພິມ' },
    { source: 'file', name: 'ສົມສັກ ພິມ' },
    { source: 'other', name: 'ສົມສັກ ພິມ' },
    { source: 'file' },
  ])
  expect(added).toBe(3)
  expect(new Set(ids.slice(0, 4)).size).toBe(1)
  expect(ids[4]).toBe(ids[5])
  expect(ids[6]).not.toBe(ids[5])
  expect(ids[7]).toBeNull()
  const again = await who([
    { source: 'new', phone: '8562055551234' },
    { source: 'file', name: 'ສົມສັກ ພິມ' },
    { source: 'desk', externalId: '7' },
  ])
  expect(again).toEqual({ ids: [ids[0], ids[4], ids[0]], added: 0 })
})

test('two ids of one source are two people, also at one shared address', async () => {
  const { ids, added } = await who([
    { source: 'desk', externalId: 'a', email: 'office@firm.example', name: 'A' },
    { source: 'desk', externalId: 'b', email: 'office@firm.example', name: 'B' },
  ])
  expect(added).toBe(2)
  expect(await names(ids)).toEqual(['A', 'B'])
  expect((await who([{ source: 'desk', externalId: 'c', email: 'office@firm.example' }])).added).toBe(1)
})

test('the same rows twice add nothing, whole or row by row', async () => {
  const person = fc.record({
    source: fc.constantFrom('one', 'two'),
    externalId: fc.option(fc.constantFrom('1', '2', '3')),
    name: fc.option(fc.constantFrom('Noy', 'ນ້ອຍ', 'น้อย', 'ណយ')),
    email: fc.option(fc.constantFrom('x@p.example', 'Y@p.example')),
    phone: fc.option(fc.constantFrom('020 111', '020111', 'no digits\u0000')),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(person, { maxLength: 12 }), async people => {
      const first = await who(people)
      expect(await who(people)).toMatchObject({ added: 0 })
      for (const [n, one] of people.entries())
        expect(await app.write(ctx => findOrAddCustomer(ctx, one)).then(Boolean)).toBe(first.ids[n] !== null)
    }),
    { numRuns: 25 },
  )
})

test('a source changes what it tells, and leaves what it does not', async () => {
  const tell = (person: Partial<Person>) => app.write(ctx => saveCustomers(ctx, [{ source: 'crm', externalId: '1', ...person }]))
  const first = await tell({ name: 'Dara', callAs: 'Bong Dara', languages: ['km'] })
  expect(first.added.size).toBe(1)
  expect((await tell({ name: 'Dara' })).changed.size).toBe(0)
  expect((await tell({ name: 'Dara Sok' })).changed).toEqual(new Set(first.ids))
  const row = await app.read(({ db }) =>
    db.selectFrom('customer').select(['name', 'callAs', 'languages']).where('id', '=', first.ids[0]!).executeTakeFirst(),
  )
  expect(row).toEqual({ name: 'Dara Sok', callAs: 'Bong Dara', languages: ['km'] })
})

test('a customer without an owner has the account’s; an account is found by its name', async () => {
  const { ids } = await app.write(ctx => findOrAddAccounts(ctx, [{ source: 'crm', name: 'Mekong  Coffee', ownerId: app.ids.noi }]))
  expect(await app.write(ctx => accountByName(ctx, 'mekong coffee'))).toBe(ids[0])
  const theirs = await app.write(ctx => findOrAddCustomer(ctx, { source: 'crm', externalId: '9', accountId: ids[0] }))
  const own = await app.write(ctx => findOrAddCustomer(ctx, { source: 'crm', externalId: '10', accountId: ids[0], ownerId: app.ids.sok }))
  expect(await app.read(ctx => ownerOf(ctx, theirs!))).toBe(app.ids.noi)
  expect(await app.read(ctx => ownerOf(ctx, own!))).toBe(app.ids.sok)
})

test('what a source tells of an account replaces what we had, and only that', async () => {
  const tell = (rest: object) =>
    app.write(ctx => findOrAddAccounts(ctx, [{ source: 'crm', externalId: 'A1', name: 'Naga', ...rest }], { update: true }))
  expect((await tell({ plan: 'Pro', monthlyRevenue: 1200.5, startsOn: '2026-01-01' })).added.size).toBe(1)
  expect(await tell({ plan: 'Pro' })).toMatchObject({ added: new Set(), changed: new Set() })
  expect((await tell({ plan: 'Max' })).changed.size).toBe(1)
  const row = await app.read(({ db }) =>
    db.selectFrom('account').select(['plan', 'monthlyRevenue', 'startsOn']).where('externalId', '=', 'A1').executeTakeFirst(),
  )
  expect(row).toEqual({ plan: 'Max', monthlyRevenue: 1200.5, startsOn: '2026-01-01' })
})

test('a way of topics is made once, and found by its last name in any spelling', async () => {
  const make = (words: string) => app.write(async ctx => (await topicsFoundOrAdded(ctx))(words))
  const refund = await make('Payment > Refund')
  expect(await make('payment › REFUND')).toBe(refund)
  expect(await app.read(ctx => topicByName(ctx, 'refund'))).toBe(refund)
  expect(await app.read(ctx => topicByName(ctx, 'Delivery > Refund'))).toBeNull()
  expect(await make('a>b>c>d>e>f>g>h>i')).toBeNull()
})

test('an address is added once and found; a thing that is no address is refused', async () => {
  const id = (await app.write(ctx => findOrAddCustomer(ctx, { source: 'crm', name: 'Bounmy' })))!
  const add = (value: string) => app.write(ctx => addContactWay(ctx, id, { kind: 'email', value, preferred: true }))
  expect(await add('Boun@my.example')).toBe(await add('boun@MY.example'))
  await expect(add('boun@my')).rejects.toMatchObject({ status: 400, fields: [{ field: 'value', code: 'email' }] })
})

test('a large batch is searchable at once', async () => {
  const many = Array.from({ length: 600 }, (_, n) => ({
    source: 'big',
    externalId: String(n),
    name: `ລູກຄ້າ ${n}`,
    email: `c${n}@big.example`,
  }))
  expect((await who(many)).added).toBe(600)
  const { rows } = await app.read(({ db, workspace }) =>
    sql<{ made: number; wrong: number }>`select count(*)::int as made, (count(*) filter (where grams is distinct from
      sabai_grams(search_key, ${workspace.number})))::int as wrong from customer where source = 'big'`.execute(db as never),
  )
  expect(rows).toEqual([{ made: 600, wrong: 0 }])
})
