import { afterAll, beforeAll, expect, test } from 'vitest'
import { findOrAddCustomer } from '#customers/index.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
let count = 0
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const anna = () => app.as('anna')
const read = (id: string) => anna().call(api.readCase, { id })
const person = () =>
  app.write(ctx => findOrAddCustomer(ctx, { source: 'test', name: 'Mali', email: `mali${++count}@shop.example` })) as Promise<string>
const open = (customerId: string | undefined, words: string) =>
  anna().call(api.openCase, { words, ...(customerId && { customerId }), ownerId: app.ids.noi! })
const merge = (id: string, into: string) => anna().call(api.mergeCase, { id, into })
const split = (id: string) => anna().call(api.splitCase, { id })
const whats = async (id: string) =>
  (await read(id)).timeline.flatMap(entry => (entry.kind === 'change' ? [`${entry.what} ${entry.to ?? ''}`] : [entry.kind]))
const listed = async (state: 'open' | 'resolved') =>
  (await anna().call(api.listCases, { state: [state], limit: 200 })).items.map(one => one.id)
const late = (id: string) =>
  app.read(({ db }) =>
    db
      .selectFrom('clock')
      .select('dueAt')
      .where('kind', '=', 'case.late')
      .where('subjectId', '=', id)
      .where('stoppedAt', 'is', null)
      .where('firedAt', 'is', null)
      .execute(),
  )

/** Two open cases of one customer, the second opened four hours later, with a note and feedback in the first. */
async function two() {
  const customerId = await person()
  const first = await open(customerId, 'The card reader is broken')
  const { ids } = await anna().call(api.addFeedback, { items: [{ text: 'Broken again', customerId }] })
  await anna().call(api.joinFeedback, { id: ids[0]!, caseId: first.id })
  await anna().call(api.addNote, { id: first.id, text: 'I called them' })
  app.clock.forward(240)
  const second = await open(customerId, 'No receipt comes out')
  return { customerId, first, second, feedbackId: ids[0]! }
}

test('two cases of one customer become one: words and notes go along, the earlier time counts, each tells it', async () => {
  const { first, second, feedbackId } = await two()
  expect(await merge(first.id, second.id)).toMatchObject({ id: second.id, dueAt: first.dueAt, state: 'open' })
  expect(await whats(second.id)).toEqual(expect.arrayContaining(['note', 'feedback', 'opened ', `took ${first.number}`]))
  expect(await anna().call(api.readFeedback, { id: feedbackId })).toMatchObject({ case: { id: second.id } })
  const gone = await read(first.id)
  expect(gone).toMatchObject({
    mergedInto: { id: second.id, number: second.number },
    may: { reply: false, resolve: false, reopen: false, assign: false, due: false, merge: false, split: true },
  })
  expect(await whats(first.id)).toEqual(expect.arrayContaining([`merged ${second.number}`]))
  expect(await listed('open')).not.toContain(first.id)
  expect(await listed('resolved')).not.toContain(first.id)
  expect((await anna().call(api.listCases, { q: 'reader is broken' })).items.map(one => one.id)).toContain(second.id)
  expect(await late(first.id)).toEqual([])
  expect(await late(second.id)).toEqual([{ dueAt: first.dueAt }])
})

test('what is merged can only be split', async () => {
  const { first, second } = await two()
  await merge(first.id, second.id)
  const refused = { status: 409, code: 'case.merged' }
  await expect(anna().call(api.reopenCase, { id: first.id, reason: '' })).rejects.toMatchObject(refused)
  await expect(anna().call(api.unresolveCase, { id: first.id })).rejects.toMatchObject(refused)
  await expect(anna().call(api.assignCase, { id: first.id, ownerId: app.ids.anna! })).rejects.toMatchObject(refused)
  await expect(merge(first.id, second.id)).rejects.toMatchObject(refused)
  await expect(merge(second.id, first.id)).rejects.toMatchObject(refused)
})

test('splitting brings both back as they were, with what each had', async () => {
  const { first, second, feedbackId } = await two()
  const [before, other] = [await read(first.id), await read(second.id)]
  await merge(first.id, second.id)
  expect(await split(first.id)).toMatchObject({ id: first.id, state: 'open', dueAt: first.dueAt })
  expect(await read(second.id)).toMatchObject({ state: 'open', dueAt: other.dueAt, mergedInto: null })
  expect(await read(first.id)).toMatchObject({ mergedInto: null, may: before.may })
  expect(await whats(first.id)).toEqual(expect.arrayContaining(['feedback', 'note', `merged ${second.number}`, `split ${second.number}`]))
  expect(await whats(second.id)).toEqual([
    'opened ',
    expect.stringMatching(/^clock-started /),
    `took ${first.number}`,
    `gave-back ${first.number}`,
  ])
  expect(await anna().call(api.readFeedback, { id: feedbackId })).toMatchObject({ case: { id: first.id } })
  expect(await late(first.id)).toEqual([{ dueAt: first.dueAt }])
  expect(await late(second.id)).toEqual([{ dueAt: other.dueAt }])
  await expect(split(first.id)).rejects.toMatchObject({ status: 404 })
  expect(await merge(first.id, second.id)).toMatchObject({ id: second.id })
})

test('a reply while they were one is a reply in both', async () => {
  const { first, second } = await two()
  await merge(first.id, second.id)
  await anna().call(api.replyToCase, { id: second.id, text: 'We come today' })
  expect(await split(first.id)).toMatchObject({ state: 'replied' })
  expect(await read(second.id)).toMatchObject({ state: 'replied' })
  expect(await late(first.id)).toEqual([])
})

test('a case that was replied to waits again when one that waits joins it', async () => {
  const { first, second } = await two()
  await anna().call(api.replyToCase, { id: second.id, text: 'We come today' })
  expect(await merge(first.id, second.id)).toMatchObject({ state: 'open', dueAt: first.dueAt })
  await split(first.id)
  expect(await read(second.id)).toMatchObject({ state: 'replied' })
})

test('cases of different customers, or of nobody known, stay apart; into a resolved one nothing is merged', async () => {
  const { first, second } = await two()
  const other = { status: 409, code: 'case.other-customer' }
  const stranger = await open(await person(), 'Something else')
  await expect(merge(first.id, stranger.id)).rejects.toMatchObject(other)
  const [one, another] = [await open(undefined, 'Who am I'), await open(undefined, 'Who am I')]
  await expect(merge(one.id, another.id)).rejects.toMatchObject(other)
  await expect(merge(first.id, first.id)).rejects.toMatchObject({ fields: [{ field: 'into', code: 'same' }] })
  await anna().call(api.resolveCase, { id: second.id, causeName: 'Paper', done: '' })
  await expect(merge(first.id, second.id)).rejects.toMatchObject({ code: 'case.resolved' })
  expect(await merge(second.id, first.id)).toMatchObject({ id: first.id })
  expect(await split(second.id)).toMatchObject({ state: 'resolved' })
})

test('in a chain the last merge is split first', async () => {
  const { customerId, first, second } = await two()
  const third = await open(customerId, 'And a third')
  await merge(first.id, second.id)
  await merge(second.id, third.id)
  await expect(split(first.id)).rejects.toMatchObject({ status: 409, code: 'case.split-later-first' })
  await split(second.id)
  expect(await split(first.id)).toMatchObject({ id: first.id, state: 'open' })
})

test('a rep merges no case of another team', async () => {
  const { first, second } = await two()
  await anna().call(api.assignCase, { id: second.id, ownerId: app.ids.somchai! })
  await expect(app.as('noi').call(api.mergeCase, { id: first.id, into: second.id })).rejects.toMatchObject({ code: 'case.not-yours' })
  await merge(first.id, second.id)
  expect(await read(first.id)).toMatchObject({ mergedInto: { id: second.id } })
  await expect(app.as('noi').call(api.splitCase, { id: first.id })).rejects.toMatchObject({ code: 'case.not-yours' })
})
