import { afterAll, beforeAll, expect, test } from 'vitest'
import { findOrAddCustomer } from '#customers/index.ts'
import { setAvailability } from '#directory/api.ts'
import { planAbsence } from '#hours/api.ts'
import * as inbox from '#inbox/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T03:00:00Z' })
})
afterAll(() => app.close())

const anna = () => app.as('anna')
const opens = [{ kind: 'open' as const }]
type New = { text: string; score?: number; scale?: string; customerId?: string; channel?: string }

/** What was said, and the case it is in, if any. */
async function hear(...items: New[]) {
  const { ids } = await anna().call(inbox.addFeedback, { items: items as never })
  await app.settle()
  return Promise.all(ids.map(id => anna().call(inbox.readFeedback, { id })))
}
const read = (id: string) => anna().call(inbox.readCase, { id })
const changes = async (id: string) =>
  (await read(id)).timeline.flatMap(one => (one.kind === 'change' ? [`${one.what} ${one.to ?? ''}`.trim()] : []))
const customer = (name: string) =>
  app.write(ctx => findOrAddCustomer(ctx, { source: 'test', name, email: `${name.toLowerCase()}@rules.example` })) as Promise<string>
const notices = (memberId: string) =>
  app.read(({ db }) => db.selectFrom('notice').select(['type', 'facts']).where('memberId', '=', memberId).orderBy('id').execute())

test('a usual rule that is changed or off opens accordingly from then on, and comes back by taking it out', async () => {
  const { items } = await anna().call(api.listRules, {})
  const of = (scale: string) => items.find(rule => rule.conditions.some(one => one.kind === 'score' && one.scale === scale))!
  const [ten, stars] = [of('ten'), of('stars')]
  await anna().call(api.changeRule, { ...parts(ten), id: ten.id, conditions: [{ kind: 'score', scale: 'ten', from: 1, to: 2 }] })
  await anna().call(api.changeRule, { ...parts(stars), id: stars.id, enabled: false })
  const said = [
    { text: '3', score: 3, scale: 'ten' },
    { text: '2', score: 2, scale: 'ten' },
    { text: '1', score: 1, scale: 'stars' },
  ]
  expect((await hear(...said)).map(one => one.case !== null)).toEqual([false, true, false])
  await anna().call(api.removeRule, { id: ten.id })
  expect((await hear({ text: 'three', score: 3, scale: 'ten' }))[0]!.case).not.toBeNull()
  const wrong = { name: '', conditions: [{ kind: 'score' as const, scale: 'ten', from: 1, to: 99 }], actions: opens }
  await expect(anna().call(api.addRule, wrong)).rejects.toMatchObject({ fields: [{ field: 'conditions.0.to', code: 'too-big' }] })
  await expect(app.as('noi').call(api.addRule, { ...wrong, conditions: [{ kind: 'own-scale' }] })).rejects.toMatchObject({ status: 403 })
})
const parts = ({ name, conditions, actions, enabled }: api.Rule) => ({ name, conditions, actions, enabled })

test('words in any spelling open an urgent case for whom the rule names, with a note, and tell somebody: once, and in its history', async () => {
  const rule = await anna().call(api.addRule, {
    name: 'Fraud',
    conditions: [{ kind: 'text', words: ['ຄຳຮ້ອງ', 'fraud'] }],
    actions: [
      ...opens,
      { kind: 'priority', priority: 'urgent' },
      { kind: 'owner', memberId: app.ids.khamla },
      { kind: 'note', text: 'Block the card first' },
      { kind: 'tell', who: 'member', memberId: app.ids.marta },
    ],
  })
  const [one] = await hear({ text: 'ນີ້ແມ່ນຄໍາຮ້ອງທຸກ' })
  const found = await read(one!.case!.id)
  expect(found).toMatchObject({ priority: 'urgent', owner: { id: app.ids.khamla }, because: { why: 'rule' } })
  expect(found.timeline.filter(entry => entry.kind === 'note')).toMatchObject([{ text: 'Block the card first', by: null }])
  expect(await changes(found.id)).toContain('ruled Fraud')
  expect((await notices(app.ids.marta)).filter(({ type }) => type === 'rule.case')).toEqual([
    { type: 'rule.case', facts: { name: 'Fraud', number: found.number } },
  ])
  await anna().call(api.removeRule, { id: rule.id })
  expect((await hear({ text: 'fraud again' }))[0]!.case).toBeNull()
})

test('the third contact of a customer on one topic opens a case; trying says beforehand which it would have been', async () => {
  const customerId = await customer('Repeat')
  const conditions = [{ kind: 'repeat' as const, times: 3, days: 7 }]
  await hear({ text: 'first', customerId })
  app.clock.forward(60)
  await hear({ text: 'second', customerId }, { text: 'somebody else' })
  expect(await anna().call(api.tryRule, { conditions })).toMatchObject({ fits: 0 })
  app.clock.forward(60)
  const tried = [{ kind: 'repeat' as const, times: 2, days: 7 }]
  expect(await anna().call(api.tryRule, { conditions: tried })).toMatchObject({
    fits: 1,
    fresh: 1,
    examples: [{ text: 'second', inCase: false }],
  })
  const rule = await anna().call(api.addRule, { name: 'Again', conditions, actions: opens })
  expect((await hear({ text: 'third', customerId }))[0]!.case).not.toBeNull()
  await anna().call(api.removeRule, { id: rule.id })
})

test('no answer to our question in three days: the owner is told and the case waits for us again, once; an answer before stops it, and a question from before the rule', async () => {
  const asked = async (name: string) => {
    const [one] = await hear({ text: `${name} is unhappy`, score: 0, scale: 'nps', customerId: await customer(name) })
    await anna().call(inbox.replyToCase, { id: one!.case!.id, text: 'Which one is it?' })
    return one!
  }
  const earlier = await asked('Earlier')
  const rule = await anna().call(api.addRule, {
    name: 'Silence',
    conditions: [{ kind: 'silent', days: 3 }],
    actions: [...opens, { kind: 'tell', who: 'owner', memberId: null }],
  })
  const [silent, speaks] = [await asked('Silent'), await asked('Speaks')]
  app.clock.forward(2 * 1440)
  await hear({ text: 'the left one', score: 0, scale: 'nps', customerId: speaks.customer!.id })
  app.clock.forward(1440)
  await Promise.all([app.settle(), app.settle()])
  await app.settle()
  expect(await read(silent.case!.id)).toMatchObject({ state: 'open' })
  expect((await changes(silent.case!.id)).filter(line => line === 'ruled Silence')).toHaveLength(1)
  expect(await changes(speaks.case!.id)).not.toContain('ruled Silence')
  // What we asked before the rule was made stays as it is, as the form says.
  expect(await read(earlier.case!.id)).toMatchObject({ state: 'replied' })
  await anna().call(api.removeRule, { id: rule.id })
})

test('in a queue anybody of the team may take it; after ten minutes it is its manager’s, who is told, and it says why', async () => {
  await anna().call(api.changeRouting, { ...api.usualRouting, queueMinutes: 10 })
  const [one, other] = await hear({ text: 'ບໍ່ດີ ໜຶ່ງ', score: 0, scale: 'nps' }, { text: 'ບໍ່ດີ ສອງ', score: 0, scale: 'nps' })
  expect(await read(one!.case!.id)).toMatchObject({ queuedUntil: expect.any(Date), because: { why: 'shared', language: 'lo' } })
  await app.as('noi').call(inbox.assignCase, { id: other!.case!.id, ownerId: app.ids.noi })
  app.clock.forward(10)
  await Promise.all([app.settle(), app.settle()])
  expect(await read(one!.case!.id)).toMatchObject({ owner: { id: app.ids.khamla }, queuedUntil: null, because: { why: 'queue' } })
  expect(await read(other!.case!.id)).toMatchObject({ owner: { id: app.ids.noi }, queuedUntil: null })
  await anna().call(api.changeRouting, api.usualRouting)
})

test('when an absence begins, what is due before its end goes to others, who are told once; what is due later stays', async () => {
  const [soon, later] = await hear({ text: 'ດ່ວນ', score: 0, scale: 'nps' }, { text: 'ບໍ່ຟ້າວ', score: 0, scale: 'nps' })
  const ids = [soon!.case!.id, later!.case!.id]
  for (const id of ids) await anna().call(inbox.assignCase, { id, ownerId: app.ids.noi })
  const at = (hours: number) => new Date(app.clock.now.getTime() + hours * 3_600_000)
  await anna().call(inbox.setCaseDue, { id: ids[1]!, dueAt: at(90) })
  await app.as('noi').call(planAbsence, { memberId: app.ids.noi, fromAt: at(1), untilAt: at(60) })
  await app.settle()
  expect((await read(ids[0]!)).owner.id).toBe(app.ids.noi)
  app.clock.forward(61)
  await Promise.all([app.settle(), app.settle()])
  await app.settle()
  const moved = await read(ids[0]!)
  expect(moved.owner.id).not.toBe(app.ids.noi)
  expect(moved.because).toEqual({ why: 'away' })
  expect((await read(ids[1]!)).owner.id).toBe(app.ids.noi)
  expect((await notices(moved.owner.id)).filter(({ type }) => type === 'case.handed-over')).toHaveLength(1)
})

test('set away by hand, what waits goes to others who are told; back again, what nobody has touched returns, and the day of return counts', async () => {
  // The absence that was planned is over.
  app.clock.forward(60 * 60)
  await app.settle()
  const [touched, left, later] = await hear(...['ໜຶ່ງ', 'ສອງ', 'ສາມ'].map(text => ({ text: `ຊ້າ ${text}`, score: 0, scale: 'nps' })))
  const ids = [touched!, left!, later!].map(one => one.case!.id) as [string, string, string]
  await app.as('noi').call(setAvailability, { id: app.ids.noi, available: true })
  for (const id of ids) await anna().call(inbox.assignCase, { id, ownerId: app.ids.noi })
  const at = (hours: number) => new Date(app.clock.now.getTime() + hours * 3_600_000)
  await anna().call(inbox.setCaseDue, { id: ids[2], dueAt: at(90) })
  const away = (awayUntil: Date | null) => app.as('noi').call(setAvailability, { id: app.ids.noi, available: false, awayUntil })
  const owners = async () => Promise.all(ids.map(async id => (await read(id)).owner.id))
  app.clock.forward(5)
  await away(at(60))
  await Promise.all([app.settle(), app.settle()])
  const [first, second, third] = await owners()
  expect([first, second]).not.toContain(app.ids.noi)
  expect(third).toBe(app.ids.noi)
  expect((await read(ids[1])).because).toEqual({ why: 'away' })
  expect((await notices(second!)).some(({ type }) => type === 'case.handed-over')).toBe(true)
  app.clock.forward(5)
  await anna()
    .call(inbox.replyToCase, { id: ids[0], text: 'ສະບາຍດີ' })
    .catch(() => anna().call(inbox.addNote, { id: ids[0], text: 'Mine' }))
  await app.as('noi').call(setAvailability, { id: app.ids.noi, available: true })
  await Promise.all([app.settle(), app.settle()])
  expect(await owners()).toEqual([first, app.ids.noi, app.ids.noi])
  expect((await read(ids[1])).because).toEqual({ why: 'back' })
  expect((await notices(second!)).at(-1)).toMatchObject({ type: 'case.given-back' })
  // Nobody knows until when: then all that waits goes.
  await away(null)
  await Promise.all([app.settle(), app.settle()])
  expect(await owners()).not.toContain(app.ids.noi)
  // Away and back before anybody looked: nothing moves.
  await app.as('noi').call(setAvailability, { id: app.ids.noi, available: true })
  await app.settle()
  await away(null)
  await app.as('noi').call(setAvailability, { id: app.ids.noi, available: true })
  await app.settle()
  expect((await owners()).slice(1)).toEqual([app.ids.noi, app.ids.noi])
})
