import { afterAll, beforeAll, expect, test } from 'vitest'
import * as inbox from '#inbox/api.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
let causeId: string
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const DAY = 24 * 60
const hear = async (text: string) => {
  const { ids } = await app.as('anna').call(inbox.addFeedback, { items: [{ text, score: 1, scale: 'nps', author: text }] })
  await app.settle()
  return (await app.as('anna').call(inbox.readFeedback, { id: ids[0]! })).case!.id
}
const notices = (memberId: string) =>
  app.read(async ({ db }) =>
    (await db.selectFrom('notice').select(['type']).where('memberId', '=', memberId).orderBy('at').orderBy('id').execute()).map(
      one => one.type,
    ),
  )

test('five whys on a case lead to its cause, which stands in the resolve and in the history', async () => {
  const id = await hear('The payout came a day late')
  const whys = ['The payout was late', 'It missed the bank’s cut-off', 'The batch starts at four', 'Nobody moved it when the bank did']
  await app.as('noi').call(api.setWhys, { id, whys, causeName: 'Batch starts after the cut-off' })
  const told = await app.as('anna').call(api.listWhys, { id })
  expect(told).toMatchObject({ whys, cause: { name: 'Batch starts after the cut-off' }, mayChange: true })
  causeId = told.cause!.id
  const { cause, timeline } = await app.as('anna').call(inbox.readCase, { id })
  expect(cause!.id).toBe(causeId)
  expect(timeline.find(one => one.kind === 'change' && one.what === 'cause')).toMatchObject({ to: 'Batch starts after the cut-off' })
  await expect(app.as('keo').call(api.listWhys, { id })).rejects.toMatchObject({ status: 403 })
  await app.as('anna').call(api.setWhys, { id, whys: [] })
  expect(await app.as('anna').call(api.listWhys, { id })).toMatchObject({ whys: [], cause: { id: causeId } })
})

test('causes form a tree without circles; the Pareto counts a cause with all below it, each customer once', async () => {
  const second = await hear('The payout is late again')
  await app.as('anna').call(api.setWhys, { id: second, whys: [], causeName: 'Holiday at the bank' })
  const third = await hear('Where is my payout')
  await app.as('anna').call(api.setWhys, { id: third, whys: [], causeName: 'Payouts are late' })
  const causes = await app.as('anna').call(inbox.listCauses, {})
  const [holiday, payouts] = ['Holiday at the bank', 'Payouts are late'].map(name => causes.find(one => one.name === name)!.id) as [
    string,
    string,
  ]
  await app.as('anna').call(api.placeCause, { id: causeId, parentId: payouts })
  await app.as('anna').call(api.placeCause, { id: holiday, parentId: payouts })
  await expect(app.as('anna').call(api.placeCause, { id: payouts, parentId: holiday })).rejects.toMatchObject({ code: 'cause.circle' })
  const top = await app.as('anna').call(api.pareto, {})
  expect(top.items).toMatchObject([{ cause: { id: payouts }, below: 2, cases: 3, share: 1, cumulative: 1 }])
  expect(top).toMatchObject({ caused: 3, uncaused: 0 })
  const under = await app.as('anna').call(api.pareto, { under: payouts })
  expect(under.items.map(one => one.cases)).toEqual([1, 1, 1])
  expect(under.items.at(-1)!.cumulative).toBeCloseTo(1)
  expect((await app.as('keo').call(api.pareto, {})).items[0]!.revenue).toBeNull()
  // Joined into another, a cause leaves its place and takes its actions along.
  await app.as('anna').call(inbox.mergeCause, { id: holiday, into: causeId })
  await app.settle()
  expect((await app.as('anna').call(api.readCause, { id: payouts })).below.map(one => one.id)).toEqual([causeId])
  expect((await app.as('keo').call(api.readCause, { id: causeId })).whys).toEqual([])
})

test('an action is planned, goes over the board, and its owner, then the manager, is told once that its day is over', async () => {
  const action = await app.as('anna').call(api.addAction, {
    what: 'Start the batch at two',
    kind: 'process',
    ownerId: app.ids.noi,
    dueOn: '2026-03-05',
    causeIds: [causeId],
  })
  expect(action).toMatchObject({ state: 'planned', overdue: false, owner: { id: app.ids.noi }, causes: [{ id: causeId }] })
  expect(await notices(app.ids.noi)).toContain('action.yours')
  await expect(app.as('somchai').call(api.moveAction, { id: action.id, state: 'done' })).rejects.toMatchObject({
    status: 403,
    code: 'action.not-yours',
  })
  // The fifth of March ends at 17:00 UTC in Vientiane.
  app.clock.set('2026-03-05T16:59:00Z')
  await app.settle()
  expect(await notices(app.ids.noi)).not.toContain('action.overdue')
  app.clock.set('2026-03-05T17:00:00Z')
  await app.settle()
  await app.settle()
  expect((await notices(app.ids.noi)).filter(one => one === 'action.overdue')).toHaveLength(1)
  expect((await app.as('noi').call(api.listActions, { mine: true, overdue: true })).items.map(one => one.id)).toEqual([action.id])
  app.clock.forward(3 * DAY)
  await app.settle()
  await app.settle()
  const manager = (await app.read(({ db }) =>
    db.selectFrom('member').select('managerId').where('id', '=', app.ids.noi).executeTakeFirst(),
  ))!.managerId!
  expect((await notices(manager)).filter(one => one === 'action.overdue-team')).toHaveLength(1)
  const done = await app.as('noi').call(api.moveAction, { id: action.id, state: 'done' })
  expect(done).toMatchObject({ state: 'done', overdue: false, doneAt: app.clock.now, checkOn: '2026-05-04' })
})
