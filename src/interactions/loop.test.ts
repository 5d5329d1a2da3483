import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import { findOrAddCustomer } from '#customers/index.ts'
import * as inbox from '#inbox/api.ts'
import { hearCustomer, openForLetter, receiveFeedback } from '#inbox/index.ts'
import { readMetric } from '#metrics/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { addInteractions, removeInteraction } from './api.ts'
import { takeViews } from './article-views.ts'
import { followMails } from './mails.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z' })
})
afterAll(() => app.close())

const person = (name: string) =>
  app.write(ctx => findOrAddCustomer(ctx, { source: 'test', name, email: `${name}@shop.example` })) as Promise<string>
const company = async (id: string) => (await app.as('anna').call(readMetric, { id, from: '2026-02-01', to: '2026-04-01' })).rows[0]
const mails = (caseId: string) =>
  app.read(({ db }) =>
    db
      .selectFrom('interaction')
      .select(['direction', 'outcome', 'memberId', 'customerId', 'enteredAt', 'connectedAt'])
      .where('source', '=', 'sabai')
      .where('caseId', '=', caseId)
      .orderBy('enteredAt')
      .orderBy('direction')
      .execute(),
  )

describe('mails of our own cases', () => {
  let caseId: string
  let customerId: string
  const heard = (text: string, automatic = false) =>
    app.write(ctx =>
      hearCustomer(ctx, caseId, {
        ...{ text, language: 'en', fromAddress: 'mali@shop.example', fromName: 'Mali', cc: [], messageId: null, automatic },
        reopenWithinDays: 14,
      }),
    )
  const reply = (text: string) => app.as('noi').call(inbox.replyToCase, { id: caseId, text })

  test('are contacts: what came in waits, the first reply after it answers it, each reply went out; a machine’s is none', async () => {
    customerId = await person('mali')
    caseId = await app.write(async ctx => {
      const said = { rowKey: Buffer.alloc(20, 1), text: 'My card is lost', channel: 'email', customerId, saidAt: ctx.now }
      const { ids } = await receiveFeedback(ctx, [said], { source: 'mail' })
      return openForLetter(ctx, { feedbackId: ids[0]!, subject: 'Card', mailboxId: null, messageId: null })
    })
    await app.settle()
    expect(await mails(caseId)).toMatchObject([{ direction: 'in', outcome: 'waiting', connectedAt: null, customerId }])
    await app.as('anna').call(inbox.assignCase, { id: caseId, ownerId: app.ids.noi })
    app.clock.forward(60)
    await heard('And my telephone')
    await heard('I am away', true)
    app.clock.forward(60)
    await reply('A new card is on its way')
    app.clock.forward(60)
    await heard('Thank you')
    await app.settle()
    const [first, second, answer, thanks, ...more] = await mails(caseId)
    expect([first, second]).toMatchObject(
      [first, second].map(() => ({ direction: 'in', outcome: 'answered', memberId: app.ids.noi, connectedAt: answer!.enteredAt })),
    )
    expect(answer).toMatchObject({ direction: 'out', outcome: 'answered', memberId: app.ids.noi })
    expect(thanks).toMatchObject({ direction: 'in', outcome: 'waiting' })
    expect(more).toEqual([])
  })

  test('count once however often they are followed; they wait in no queue, and a reply is the work on them', async () => {
    const before = await mails(caseId)
    await app.write(ctx => followMails(ctx, [caseId]))
    await app.write(ctx => followMails(ctx, [caseId]))
    expect(await mails(caseId)).toEqual(before)
    expect((await company('hold-time'))?.n ?? 0).toBe(0)
    expect((await company('abandonment'))?.n ?? 0).toBe(0)
    app.clock.forward(10 * 24 * 60)
    await app.as('anna').call(addInteractions, {
      source: 'pbx',
      interactions: [{ externalId: 'last', kind: 'call', outcome: 'answered', enteredAt: app.clock.now }],
    })
    // A matter of two contacts in, as its chain is over; the call at the end has no caller, and the mail that nobody answered is not known yet.
    expect(await company('contacts-to-resolution')).toMatchObject({ n: 1 })
    const { rows } = await app
      .as('anna')
      .call(readMetric, { id: 'first-contact-resolution', from: '2026-02-01', to: '2026-04-01', level: 'member' })
    expect(rows.map(({ name, n }) => [name, n])).toEqual([['Noi Keomany', 2]])
  })
})

describe('customers that are one, and two again', () => {
  const contact = (externalId: string, customerId: string, enteredAt: string) => ({
    ...{ externalId, customerId, kind: 'call' as const, outcome: 'answered' as const, enteredAt: new Date(enteredAt) },
  })
  const whose = async () =>
    Object.fromEntries(
      (
        await app.read(({ db }) =>
          db.selectFrom('interaction').select(['externalId', 'customerId']).where('source', '=', 'merge').execute(),
        )
      ).map(one => [one.externalId, one.customerId]),
    )
  const views = () =>
    app.read(({ db }) =>
      db.selectFrom('articleView').select(['customerId', 'thenContact']).where('source', '=', 'merge').executeTakeFirst(),
    )
  const facts = (customerId: string) =>
    app.read(({ db }) => db.selectFrom('caseFact').select('caseKey').where('customerId', '=', customerId).execute())

  test('their contacts, cases and readings go along, and come back', async () => {
    const [winner, loser] = [await person('one'), await person('two')]
    await app.as('anna').call(addInteractions, {
      source: 'merge',
      interactions: [contact('a', winner, '2026-03-01T10:00:00Z'), contact('b', loser, '2026-03-02T08:00:00Z')],
    })
    const row = { externalId: 'v', article: '/help/cards', customerId: winner, viewedAt: new Date('2026-03-02T07:00:00Z') }
    await app.write(ctx => takeViews(ctx, { source: 'merge', rows: [row] }))
    expect(await views()).toEqual({ customerId: winner, thenContact: null })
    const opened = await app.as('anna').call(inbox.openCase, { words: 'Lost', customerId: loser, ownerId: app.ids.noi })
    await app.settle()
    await app.as('anna').call(customers.mergeCustomers, { id: winner, loserId: loser })
    await app.settle()
    expect(await whose()).toEqual({ a: winner, b: winner })
    expect(await facts(winner)).toEqual([{ caseKey: opened.id }])
    // Who read and who called are one now: it was a contact after the reading.
    expect(await views()).toEqual({ customerId: winner, thenContact: 'call' })
    await app.as('anna').call(customers.unmergeCustomer, { id: loser })
    await app.settle()
    expect(await whose()).toEqual({ a: winner, b: loser })
    expect([await facts(winner), await facts(loser)]).toEqual([[], [{ caseKey: opened.id }]])
    expect(await views()).toEqual({ customerId: winner, thenContact: null })
  })
})

test('a contact within a day after a reading, by the same reader, is one after it; taken away it is none', async () => {
  const customerId = await person('reader')
  const read = (externalId: string, viewedAt: string) => ({ externalId, article: '/help/pin', customerId, viewedAt: new Date(viewedAt) })
  await app.write(ctx => takeViews(ctx, { source: 'web', rows: [read('1', '2026-03-05T07:00:00Z'), read('2', '2026-03-06T07:00:00Z')] }))
  const then = async () =>
    (
      await app.read(({ db }) =>
        db.selectFrom('articleView').select('thenContact').where('source', '=', 'web').orderBy('viewedAt').execute(),
      )
    ).map(one => one.thenContact)
  const told = (externalId: string, kind: 'call' | 'chat', enteredAt: string) =>
    app.as('anna').call(addInteractions, {
      source: 'pbx',
      interactions: [{ externalId, kind, outcome: 'answered', customerId, enteredAt: new Date(enteredAt) }],
    })
  await told('late', 'call', '2026-03-07T08:00:00Z')
  expect(await then()).toEqual([null, null])
  await told('call', 'call', '2026-03-06T09:00:00Z')
  expect(await then()).toEqual([null, 'call'])
  await told('chat', 'chat', '2026-03-06T08:00:00Z')
  expect(await then()).toEqual([null, 'chat'])
  await app.as('anna').call(removeInteraction, { source: 'pbx', externalId: 'chat' })
  expect(await then()).toEqual([null, 'call'])
})
