import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import {
  accountTimeline,
  addAccount,
  addContactWay,
  addCustomer,
  addPreference,
  archiveCustomer,
  changeAccount,
  changeContactWay,
  changeCustomer,
  changePreference,
  customerDuplicates,
  customerTimeline,
  getAccount,
  getCustomer,
  listAccounts,
  listCustomers,
  mergeAccounts,
  mergeCustomers,
  restoreCustomer,
  unmergeAccount,
  unmergeCustomer,
} from './api.ts'
import { movedBy, recordMoved } from './index.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const noi = () => app.as('noi')
const khamla = () => app.as('khamla')
const add = (name: string, rest: object = {}) => noi().call(addCustomer, { name, ...rest })
const listed = async (q: string) => (await noi().call(listCustomers, { q })).items.map(one => one.name)

test('a customer is found by any part of name, address or number, in four scripts, and no longer by what they have lost', async () => {
  const mali = await add('ມາລີ ສີສະຫວັດ', { email: 'Mali.S@kafe.example', phone: '+856 20 5555 9876', languages: ['lo', 'en'] })
  await add('สมชาย ใจดี')
  await add('ជា វណ្ណា', { callAs: 'Bong Vanna' })
  for (const part of ['ສະຫວັດ', 'kafe.ex', '5555 98', '8562055559876', 'MALI']) expect(await listed(part), part).toEqual([mali.name])
  expect(await listed('ใจ')).toEqual(['สมชาย ใจดี'])
  expect(await listed('bong')).toEqual(['ជា វណ្ណា'])
  expect(await listed('ก')).toEqual([])
  const way = mali.contactWays.find(one => one.kind === 'email')!
  await noi().call(changeContactWay, { id: mali.id, contactWayId: way.id, archived: true })
  expect(await listed('kafe.ex')).toEqual([])
  await noi().call(changeContactWay, { id: mali.id, contactWayId: way.id, archived: false })
  expect(await listed('kafe.ex')).toEqual([mali.name])
})

test('names come in one order, page after page, and filters narrow them', async () => {
  const account = await khamla().call(addAccount, { name: 'Orders' })
  for (const name of ['Ürün', 'zeta', 'Alpha', 'alpha', 'ກາ', 'กา']) await add(name, { accountId: account.id, ownerId: app.ids.noi })
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await noi().call(listCustomers, { accountId: account.id, limit: 2, cursor })
    names.push(...page.items.map(one => one.name))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(names).toEqual(['alpha', 'Alpha', 'Ürün', 'zeta', 'กา', 'ກາ'])
  expect((await noi().call(listCustomers, { ownerId: app.ids.sok })).items).toEqual([])
  await expect(noi().call(listCustomers, { cursor: 'rubbish' })).rejects.toMatchObject({ status: 400, code: 'cursor' })
})

test('a change says who, when and which fields; the values are apart and can be erased', async () => {
  const { id } = await add('Before')
  await noi().call(changeCustomer, { id, name: 'After', languages: ['th'] })
  await noi().call(changeCustomer, { id, name: 'After' })
  const { items } = await noi().call(customerTimeline, { id })
  expect(items.map(one => one.type)).toEqual(['customer.changed', 'customer.added'])
  expect(items[0]).toMatchObject({
    facts: { customerId: id, fields: ['name', 'languages'] },
    detail: { before: { name: 'Before', languages: [] }, now: { name: 'After', languages: ['th'] } },
    actor: { kind: 'member', id: app.ids.noi, name: 'Noi Keomany' },
    at: app.clock.now,
  })
  expect((await noi().call(customerTimeline, { id, limit: 1 })).next).not.toBeNull()
})

test('a preference keeps who said it and whether the customer agreed', async () => {
  const { id } = await add('Preferring')
  const [written] = (await noi().call(addPreference, { id, text: 'Calls only after four', source: 'seen', consent: 'not-asked' }))
    .preferences
  expect(written).toMatchObject({ source: 'seen', consent: 'not-asked', consentAt: null, by: { name: 'Noi Keomany' } })
  const asked = await noi().call(changePreference, { id, preferenceId: written!.id, consent: 'given' })
  expect(asked.preferences[0]).toMatchObject({ consent: 'given', consentAt: app.clock.now })
  const gone = await noi().call(changePreference, { id, preferenceId: written!.id, archived: true })
  expect(gone.preferences[0]!.archivedAt).toEqual(app.clock.now)
})

test('an address that two customers have is shown at both, and they are suggested as one', async () => {
  const one = await add('Bounmy at the office', { email: 'office@share.example' })
  const two = await add('Bounmy', { email: 'OFFICE@share.example' })
  expect((await noi().call(getCustomer, { id: one.id })).contactWays[0]).toMatchObject({ others: 1 })
  expect((await noi().call(customerDuplicates, { id: two.id })).items).toMatchObject([{ id: one.id, same: ['OFFICE@share.example'] }])
})

test('two are merged and split again: addresses, preferences, what was empty, and one timeline', async () => {
  const winner = await add('Dara', { email: 'dara@m.example' })
  const loser = await add('Dara S.', { email: 'DARA@m.example', phone: '012 345', callAs: 'Bong', languages: ['km'] })
  await noi().call(addPreference, { id: loser.id, text: 'Khmer, please', source: 'customer', consent: 'given' })
  await expect(noi().call(mergeCustomers, { id: winner.id, loserId: loser.id })).rejects.toMatchObject({ status: 403 })
  await khamla().call(mergeCustomers, { id: winner.id, loserId: loser.id })
  const merged = await noi().call(getCustomer, { id: winner.id })
  expect(merged).toMatchObject({ callAs: 'Bong', languages: ['km'], merged: [{ id: loser.id }] })
  expect(merged.contactWays.map(way => way.value)).toEqual(['dara@m.example', '012 345'])
  expect(merged.preferences).toHaveLength(1)
  expect(await listed('012 345')).toEqual(['Dara'])
  const timeline = (await noi().call(customerTimeline, { id: winner.id })).items
  expect(
    timeline
      .filter(one => one.type === 'customer.added')
      .map(one => one.subjectId)
      .sort(),
  ).toEqual([winner.id, loser.id].sort())
  await expect(khamla().call(mergeCustomers, { id: loser.id, loserId: winner.id })).rejects.toMatchObject({ code: 'merge.already' })

  await khamla().call(unmergeCustomer, { id: loser.id })
  expect(await noi().call(getCustomer, { id: winner.id })).toMatchObject({ callAs: null, languages: [], preferences: [], merged: [] })
  const split = await noi().call(getCustomer, { id: loser.id })
  expect(split).toMatchObject({ mergedInto: null, callAs: 'Bong' })
  expect(split.contactWays.map(way => way.value)).toEqual(['DARA@m.example', '012 345'])
  expect(split.preferences).toHaveLength(1)
  await expect(khamla().call(unmergeCustomer, { id: loser.id })).rejects.toMatchObject({ status: 404 })
})

test('who was merged into someone who was merged is split last', async () => {
  const [a, b, c] = [await add('A'), await add('B'), await add('C')]
  await khamla().call(mergeCustomers, { id: b.id, loserId: a.id })
  await khamla().call(mergeCustomers, { id: c.id, loserId: b.id })
  await expect(khamla().call(unmergeCustomer, { id: a.id })).rejects.toMatchObject({ code: 'merge.split-later-first' })
  await khamla().call(unmergeCustomer, { id: b.id })
  await khamla().call(unmergeCustomer, { id: a.id })
  expect((await noi().call(getCustomer, { id: a.id })).mergedInto).toBeNull()
})

test('what a slice below moved is kept once, by row', async () => {
  const [a, b] = [await add('Kept'), await add('Gone')]
  await khamla().call(mergeCustomers, { id: a.id, loserId: b.id })
  const { id } = (await app.read(({ db }) => db.selectFrom('merge').select('id').where('loserId', '=', b.id).executeTakeFirst()))!
  for (const _ of ['once', 'twice']) await app.write(ctx => recordMoved(ctx, id, 'feedback', [a.id, b.id]))
  expect((await app.read(ctx => movedBy(ctx, id, 'feedback'))).sort()).toEqual([a.id, b.id].sort())
})

test('archived is out of the list and comes back as it was', async () => {
  const { id } = await add('Leaving soon')
  await noi().call(archiveCustomer, { id })
  await noi().call(archiveCustomer, { id })
  expect(await listed('leaving soon')).toEqual([])
  expect((await noi().call(listCustomers, { q: 'leaving soon', archived: true })).items).toHaveLength(1)
  await noi().call(restoreCustomer, { id })
  expect(await listed('leaving soon')).toEqual(['Leaving soon'])
  const types = (await noi().call(customerTimeline, { id })).items.map(one => one.type)
  expect(types).toEqual(['customer.restored', 'customer.archived', 'customer.added'])
})

test('revenue is for the head, and for managers of those whose accounts they are', async () => {
  const { id } = await app.as('anna').call(addAccount, { name: 'Revenue', ownerId: app.ids.noi, monthlyRevenue: 1500.5, currency: 'USD' })
  const seen = async (key: 'anna' | 'khamla' | 'waraporn' | 'noi' | 'dala') => (await app.as(key).call(getAccount, { id })).monthlyRevenue
  expect(await seen('anna')).toBe(1500.5)
  expect(await seen('khamla')).toBe(1500.5)
  expect(await seen('waraporn')).toBeNull()
  expect(await seen('noi')).toBeNull()
  expect(await seen('dala')).toBeNull()
  await expect(app.as('waraporn').call(changeAccount, { id, monthlyRevenue: 1 })).rejects.toMatchObject({
    status: 403,
    code: 'account.revenue',
  })
  await khamla().call(changeAccount, { id, monthlyRevenue: 1600, plan: 'Pro' })
  const detailFor = async (key: 'noi' | 'anna') => (await app.as(key).call(accountTimeline, { id })).items[0]!.detail
  expect(await detailFor('anna')).toEqual({ before: { monthlyRevenue: 1500.5, plan: null }, now: { monthlyRevenue: 1600, plan: 'Pro' } })
  expect(await detailFor('noi')).toEqual({ before: { plan: null }, now: { plan: 'Pro' } })
  expect(JSON.stringify(await noi().call(listAccounts, { q: 'revenue' }))).not.toMatch(/1500|1600|USD/)
})

test('accounts are merged with their people, and split again', async () => {
  const [one, two] = [
    await khamla().call(addAccount, { name: 'Two shops' }),
    await khamla().call(addAccount, { name: 'Two shops Co.', plan: 'Pro' }),
  ]
  const person = await add('Shopkeeper', { accountId: two.id })
  await khamla().call(mergeAccounts, { id: one.id, loserId: two.id })
  expect(await noi().call(getAccount, { id: one.id })).toMatchObject({ people: 1, plan: 'Pro' })
  expect((await noi().call(getCustomer, { id: person.id })).account).toMatchObject({ id: one.id })
  await khamla().call(unmergeAccount, { id: two.id })
  expect(await noi().call(getAccount, { id: one.id })).toMatchObject({ people: 0, plan: null })
  expect((await noi().call(getCustomer, { id: person.id })).account).toMatchObject({ id: two.id })
})

test('who may not see customers sees none, and what is wrong is said at its field', async () => {
  await expect(app.as('keo').call(listCustomers, {})).rejects.toMatchObject({ status: 403 })
  const { id } = await add('Wrong')
  await expect(noi().call(addContactWay, { id, kind: 'email', value: 'no address' })).rejects.toMatchObject({
    fields: [{ field: 'value', code: 'email' }],
  })
  await expect(add('X', { accountId: app.workspaceId })).rejects.toMatchObject({ status: 404, code: 'account.not-found' })
  await expect(khamla().call(addAccount, { name: 'X', startsOn: '2026-02-01', endsOn: '2026-01-01' })).rejects.toMatchObject({
    fields: [{ field: 'endsOn', code: 'before-start' }],
  })
  await expect(noi().call(changeCustomer, { id, mergedInto: id } as never)).rejects.toMatchObject({
    fields: [{ field: 'mergedInto', code: 'unknown-key' }],
  })
})
