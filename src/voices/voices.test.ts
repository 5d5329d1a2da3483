import { afterAll, beforeAll, expect, test } from 'vitest'
import * as inbox from '#inbox/api.ts'
import { testApp } from '#testing.ts'
import { countVoices, listVoices } from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
  const hear = (items: object[]) => app.as('anna').call(inbox.addFeedback, { items: items as never })
  await hear([
    { text: 'So patient with my mother', score: 10, scale: 'nps', author: 'Kham', channel: 'email' },
    { text: 'เครื่องเสียอีกแล้ว', score: 1, scale: 'nps', author: 'สมชาย' },
    { text: '', score: 3, scale: 'nps' },
    { text: 'ບໍ່ພໍໃຈ', score: 2, scale: 'nps', author: 'ນ້ອຍ' },
  ])
  await app.settle()
})
afterAll(() => app.close())

const voices = (key: 'keo' | 'noi' | 'anna', input: object = {}) => app.as(key).call(listVoices, input)

test('everyone reads the words, good and bad; a viewer reads no names', async () => {
  const all = await voices('keo')
  expect(all.items.map(voice => voice.text).sort()).toEqual(['So patient with my mother', 'ບໍ່ພໍໃຈ', 'เครื่องเสียอีกแล้ว'].sort())
  expect(all.items.every(voice => voice.nameHidden && voice.author === null && voice.customer === null && voice.case === null)).toBe(true)
  expect(JSON.stringify(all)).not.toContain('สมชาย')
  expect((await voices('noi', { mood: 'good' })).items).toMatchObject([{ author: 'Kham', nameHidden: false, ending: { kind: 'heard' } }])
  await expect(app.as('keo').call(inbox.listCases, {})).rejects.toMatchObject({ status: 403 })
  await expect(app.as('keo').call(inbox.listFeedback, {})).rejects.toMatchObject({ status: 403 })
})

test('a part of a word is found, and a viewer cannot find a name', async () => {
  expect((await voices('keo', { q: 'เสียอีก' })).items.map(voice => voice.text)).toEqual(['เครื่องเสียอีกแล้ว'])
  expect((await voices('keo', { q: 'พໍໃຈ' })).items).toEqual([])
  expect((await voices('keo', { q: 'ພໍໃຈ' })).items.map(voice => voice.text)).toEqual(['ບໍ່ພໍໃຈ'])
  expect((await voices('keo', { q: 'สมชาย' })).items).toEqual([])
})

test('how it ended: waiting, replied after so long, resolved with its cause', async () => {
  const of = async (text: string) => (await voices('anna', { q: text })).items[0]!
  const { case: ref } = await of('เครื่องเสีย')
  expect((await of('เครื่องเสีย')).ending).toEqual({ kind: 'waiting', dueAt: new Date('2026-03-03T09:00:00Z') })
  await app.as('anna').call(inbox.addAddress, { id: ref!.id, email: 'somchai@shop.example' })
  app.clock.forward(95)
  await app.as('anna').call(inbox.replyToCase, { id: ref!.id, text: 'สวัสดี' })
  expect((await of('เครื่องเสีย')).ending).toEqual({ kind: 'replied', by: 'Anna Weber', at: app.clock.now, minutes: 95 })
  app.clock.forward(10)
  await app.as('anna').call(inbox.resolveCase, { id: ref!.id, causeName: 'Power board', done: 'Replaced' })
  const end = { kind: 'resolved', by: 'Anna Weber', at: app.clock.now, minutes: 95, cause: 'Power board', done: 'Replaced' }
  expect((await of('เครื่องเสีย')).ending).toEqual(end)
  expect((await voices('keo', { ending: 'resolved' })).items.map(voice => voice.ending)).toEqual([end])
})

test('counts and what comes up', async () => {
  expect(await app.as('keo').call(countVoices, {})).toMatchObject({
    n: 3,
    good: 1,
    bad: 2,
    sinceYesterday: 3,
    topics: [{ topic: null, count: 3, bad: 2 }],
    channels: [{ channel: 'email', count: 1 }],
  })
})

test('paging by cursor shows each voice once', async () => {
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await voices('keo', { limit: 1, ...(cursor ? { cursor } : {}) })
    seen.push(...items.map(voice => voice.id))
    if (!next) break
    cursor = next
  }
  expect(new Set(seen).size).toBe(3)
  expect(seen).toHaveLength(3)
  await expect(voices('keo', { cursor: 'rubbish' })).rejects.toMatchObject({ status: 400, code: 'cursor' })
})
