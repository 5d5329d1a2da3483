import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAction } from '#actions/api.ts'
import * as inbox from '#inbox/api.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const hear = async (text: string, score: number, scale = 'nps') => {
  const { ids } = await app.as('anna').call(inbox.addFeedback, { items: [{ text, score, scale, author: text }] })
  await app.settle()
  return ids[0]!
}
const desk = () => app.as('bounmy').call(api.desk, {})
const notices = async (memberId: string) =>
  (await app.read(({ db }) => db.selectFrom('notice').select('type').where('memberId', '=', memberId).execute())).map(one => one.type)

test('the desk shows what was promised and not kept, by team, and suggests whom to ask', async () => {
  const id = await hear('Terminal broken since Monday', 1)
  const kase = (await app.as('anna').call(inbox.readFeedback, { id })).case!
  await app.as('anna').call(inbox.assignCase, { id: kase.id, ownerId: app.ids.noi })
  app.clock.forward(25 * 60)
  await app.settle()
  await app.settle()
  const late = await desk()
  expect(late).toMatchObject({ open: 1, late: 1, broken: 1, unread: { count: 1 } })
  expect(late.teams).toEqual([{ manager: { id: app.ids.khamla, name: 'Khamla Vongsa' }, open: 1, late: 1, broken: 1 }])
  expect(late.suggestions).toContainEqual({
    about: 'late-cases',
    aboutId: null,
    to: { id: app.ids.khamla, name: 'Khamla Vongsa' },
    n: 1,
    what: null,
  })
  await app.as('anna').call(inbox.resolveCase, { id: kase.id, causeName: 'Power board', done: 'Replaced' })
  expect(await desk()).toMatchObject({ open: 0, late: 0, broken: 1, causes: { without: 1, items: [{ cases: 1, grows: false }] } })
  await expect(app.as('noi').call(api.desk, {})).rejects.toMatchObject({ status: 403 })
})

test('a cause with an action is not asked about; an action whose day is over is', async () => {
  const [cause] = await app.as('anna').call(inbox.listCauses, {})
  const what = { what: 'Other boards', kind: 'product', ownerId: app.ids.noi, dueOn: '2026-03-04', causeIds: [cause!.id] } as const
  const action = await app.as('bounmy').call(addAction, { ...what, causeIds: [...what.causeIds] })
  expect((await desk()).causes.without).toBe(0)
  app.clock.set('2026-03-05T09:00:00Z')
  expect(await desk()).toMatchObject({ actions: { overdue: 1, items: [{ id: action.id, owner: { id: app.ids.noi } }] } })
})

test('unhappy words that nobody has been assigned to answer are late after a day', async () => {
  const id = await hear('Never again', 2)
  await app.as('anna').call(inbox.leaveFeedback, { id })
  expect((await desk()).unassigned.count).toBe(0)
  app.clock.forward(24 * 60 + 1)
  expect((await desk()).unassigned).toMatchObject({ count: 1, items: [{ id, text: 'Never again' }] })
})

test('any member is asked in the open for a dated answer; asked, answered and late are counted and told once', async () => {
  const today = app.clock.now.toISOString().slice(0, 10)
  await expect(app.as('noi').call(api.addAsk, { toId: app.ids.anna, question: 'Why?', dueOn: today })).rejects.toMatchObject({
    status: 403,
  })
  await expect(app.as('bounmy').call(api.addAsk, { toId: app.ids.noi, question: 'Why?', dueOn: '2026-03-01' })).rejects.toMatchObject({
    status: 400,
  })
  const first = await app.as('bounmy').call(api.addAsk, { toId: app.ids.noi, question: 'When is it done?', dueOn: today, about: 'action' })
  const second = await app.as('bounmy').call(api.addAsk, { toId: app.ids.khamla, question: 'Who answers them?', dueOn: today })
  expect(await notices(app.ids.noi)).toContain('ask.yours')
  // Everybody reads it, also who only looks.
  expect((await app.as('keo').call(api.listAsks, {})).items.map(one => one.question).sort()).toEqual([
    'When is it done?',
    'Who answers them?',
  ])
  await expect(app.as('somchai').call(api.answerAsk, { id: first.id, answer: 'Me' })).rejects.toMatchObject({ code: 'ask.not-yours' })
  expect(await app.as('noi').call(api.answerAsk, { id: first.id, answer: 'On Friday' })).toMatchObject({
    state: 'answered',
    answer: 'On Friday',
  })
  expect(await notices(app.ids.bounmy)).toContain('ask.answered')
  app.clock.forward(2 * 24 * 60)
  await app.settle()
  await app.settle()
  expect((await notices(app.ids.khamla)).filter(one => one === 'ask.late')).toHaveLength(1)
  expect((await notices(app.ids.noi)).filter(one => one === 'ask.late')).toHaveLength(0)
  expect((await desk()).asks).toEqual({ asked: 2, answered: 1, onTime: 1, open: 1, late: 1 })
  expect((await app.as('keo').call(api.listAsks, { state: 'late' })).items.map(one => one.id)).toEqual([second.id])
})
