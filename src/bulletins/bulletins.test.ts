import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAction } from '#actions/api.ts'
import { addCustomer } from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
let smtp: Awaited<ReturnType<typeof smtpServer>>
beforeAll(async () => {
  smtp = await smtpServer()
  app = await testApp({ smtpUrl: smtp.url, publicUrl: 'https://sabai.example' })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})

const filter = { causeIds: [], topicIds: [], accountIds: [], from: null, until: null, q: '' }
const anna = () => app.as('anna')

/** A customer with a case of a cause. */
async function unhappy(name: string, language: 'en' | 'lo', email: string | null) {
  const { id } = await anna().call(addCustomer, { name, languages: [language], ...(email && { email }) })
  const { ids } = await anna().call(inbox.addFeedback, {
    items: [{ text: `The payout is late, says ${name}`, score: 1, scale: 'nps', customerId: id }],
  })
  await app.settle()
  const kase = (await anna().call(inbox.readFeedback, { id: ids[0]! })).case!.id
  await anna().call(inbox.resolveCase, { id: kase, causeName: 'Batch too late', done: 'Paid by hand' })
  return id
}
async function settled() {
  for (let n = 0; n < 3; n++) await app.settle()
}
const words = {
  en: { subject: 'You said, we did', text: 'The batch starts at two now.' },
  lo: { subject: 'ທ່ານບອກ ພວກເຮົາເຮັດ', text: 'ດຽວນີ້ເລີ່ມຕອນສອງໂມງ.' },
}

let bulletinId: string
let bounmy: string

test('who raised a cause is found, and told in their language once; nobody without an address, nobody who said no', async () => {
  bounmy = await unhappy('ບຸນມີ', 'lo', 'bounmy@shop.example')
  await unhappy('Kate', 'en', 'kate@shop.example')
  await unhappy('Silent', 'en', null)
  await unhappy('No more', 'en', 'nomore@shop.example')
  const { addSuppression } = await import('#sends/api.ts')
  await anna().call(addSuppression, { text: 'nomore@shop.example' })
  const [cause] = await anna().call(inbox.listCauses, {})
  const action = await anna().call(addAction, {
    what: 'Batch at two',
    kind: 'process',
    ownerId: app.ids.noi,
    dueOn: '2026-04-01',
    causeIds: [cause!.id],
  })
  const bulletin = await anna().call(api.addBulletin, {
    kind: 'did',
    title: 'Payouts on time',
    ownerId: app.ids.noi,
    actionId: action.id,
    filter: { ...filter, causeIds: [cause!.id] },
  })
  bulletinId = bulletin.id
  expect(bulletin).toMatchObject({ affected: 4, told: 0, state: 'open' })
  await expect(app.as('noi').call(api.addUpdate, { id: bulletinId, state: 'fixed', words, tell: true })).rejects.toMatchObject({
    status: 403,
  })
  await anna().call(api.addUpdate, { id: bulletinId, state: 'fixed', words, tell: true })
  await settled()
  const mails = smtp.received
  expect(mails.map(mail => mail.subject).sort()).toEqual(['You said, we did', 'ທ່ານບອກ ພວກເຮົາເຮັດ'].sort())
  const whole = await anna().call(api.readBulletin, { id: bulletinId })
  expect(whole).toMatchObject({ affected: 4, told: 2, state: 'fixed', updates: [{ told: 2, excluded: 2, tell: true }] })
  expect(whole.updates[0]!.toldAt).not.toBeNull()
  const people = (await app.as('noi').call(api.listAffected, { id: bulletinId })).items
  expect(Object.fromEntries(people.map(one => [one.name, one.excludedBy]))).toEqual({
    ບຸນມີ: null,
    Kate: null,
    Silent: 'no-address',
    'No more': 'by-hand',
  })
  await expect(app.as('keo').call(api.listAffected, { id: bulletinId })).rejects.toMatchObject({ status: 403 })
})

test('the rules of how often hold: told again too soon is not told, but of an incident everybody is', async () => {
  const before = smtp.received.length
  await anna().call(api.addUpdate, { id: bulletinId, state: 'fixed', words, tell: true })
  await settled()
  expect(smtp.received.length).toBe(before)
  const incident = await anna().call(api.addBulletin, {
    kind: 'incident',
    title: 'Payments stood still',
    ownerId: app.ids.noi,
    filter: { ...filter, from: new Date('2026-03-01T00:00:00Z'), q: 'payout' },
  })
  expect(incident.affected).toBe(4)
  await anna().call(api.setAffected, { id: incident.id, customerId: bounmy, affected: false })
  await anna().call(api.addUpdate, { id: incident.id, state: 'watching', words: { en: words.en }, tell: true })
  await settled()
  expect(smtp.received.length).toBe(before + 1)
  await expect(
    anna().call(api.addBulletin, { kind: 'gap', title: 'x', ownerId: app.ids.noi, filter: { ...filter, q: 'payout' } }),
  ).rejects.toMatchObject({ status: 400, fields: [{ field: 'filter.from', code: 'required' }] })
})

test('the affected are found by channel and by segment, a segment alone is all of it', async () => {
  const found = async (more: object) => {
    const content = { title: 'Who', ownerId: app.ids.noi, filter: { ...filter, ...more } }
    return (await anna().call(api.addBulletin, { kind: 'gap', ...content })).affected
  }
  const from = new Date('2026-03-01T00:00:00Z')
  await anna().call(inbox.addFeedback, { items: [{ text: 'By chat', score: 1, scale: 'nps', customerId: bounmy, channel: 'chat' }] })
  await settled()
  expect(await found({ from, channels: ['chat'] })).toBe(1)
  expect(await found({ from, channels: ['fax'] })).toBe(0)
  const { addSegment } = await import('#sends/api.ts')
  const { id: segmentId } = await anna().call(addSegment, { name: 'Lao', filter: { languages: ['lo'] } })
  const [lao, all] = [await found({ segmentId }), await found({ from })]
  expect(lao).toBe(1)
  expect(all).toBeGreaterThan(lao)
  expect(await found({ segmentId, from, channels: ['chat'] })).toBe(1)
  await expect(found({ channels: ['chat'] })).rejects.toMatchObject({ fields: [{ field: 'filter.from', code: 'required' }] })
})

test('the mail leads out of these mails, and strangers see only what was made public', async () => {
  const page = (path: string) => app.app.inject({ method: 'GET', url: path })
  const { number } = (await app.read(({ db }) => db.selectFrom('workspace').select('number').executeTakeFirst()))!
  expect((await page(`/news/${number}`)).statusCode).toBe(404)
  await anna().call(api.publishBulletin, { id: bulletinId, on: true })
  const shown = await page(`/news/${number}/${bulletinId}?lang=lo`)
  expect(shown.statusCode).toBe(200)
  expect(shown.body).toContain('ດຽວນີ້ເລີ່ມຕອນສອງໂມງ.')
  expect(shown.body).not.toContain('ບຸນມີ')
  expect((await page(`/news/${number}`)).body).not.toContain('Payments stood still')
  expect((await page(`/news/${number}/${app.ids.noi}`)).statusCode).toBe(404)
  expect((await page('/news/99999')).statusCode).toBe(404)

  const kate = smtp.received.find(mail => JSON.stringify(mail.to).includes('kate@shop.example'))!
  const stop = /https:\/\/sabai\.example(\/told\/\S+)/.exec(kate.text ?? '')![1]!
  expect((await page(stop)).statusCode).toBe(200)
  expect((await page(`${stop.slice(0, -2)}xx`)).statusCode).toBe(404)
  expect(
    (await app.app.inject({ method: 'POST', url: stop, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' }))
      .statusCode,
  ).toBe(200)
  const listed = await app.read(({ db }) =>
    db.selectFrom('suppression').select(['normal', 'reason']).where('normal', '=', 'kate@shop.example').execute(),
  )
  expect(listed).toEqual([{ normal: 'kate@shop.example', reason: 'unsubscribed' }])
})
