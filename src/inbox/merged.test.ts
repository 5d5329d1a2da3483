import { afterAll, beforeAll, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import { findOrAddCustomer } from '#customers/index.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('what two customers said follows when they turn out to be one, and goes back when they are not', async () => {
  const [winner, loser] = await app.write(async ctx => [
    (await findOrAddCustomer(ctx, { source: 'test', name: 'Mali', email: 'mali@one.example' }))!,
    (await findOrAddCustomer(ctx, { source: 'test', name: 'Mali K.', email: 'mali@two.example' }))!,
  ])
  const anna = app.as('anna')
  const { ids } = await anna.call(api.addFeedback, { items: [{ text: 'No refund', score: 1, scale: 'nps', customerId: loser! }] as never })
  await app.settle()
  const whose = async () => {
    const said = await anna.call(api.readFeedback, { id: ids[0]! })
    return [said.customer!.id, (await anna.call(api.readCase, { id: said.case!.id })).customer!.id]
  }
  expect(await whose()).toEqual([loser, loser])
  await anna.call(customers.mergeCustomers, { id: winner!, loserId: loser! })
  await app.settle()
  expect(await whose()).toEqual([winner, winner])
  await anna.call(customers.unmergeCustomer, { id: loser! })
  await app.settle()
  expect(await whose()).toEqual([loser, loser])
})
