import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast } from '#core/cast.ts'
import { NPS } from '#core/scores/scale.ts'
import * as inbox from '#inbox/api.ts'
import { announceImported, receiveFeedback } from '#inbox/index.ts'
import { newId } from '#kernel/id.ts'
import { readMetric } from '#metrics/api.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'
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

test('colleagues react, comment, mention, keep; a viewer reads comments without the customer’s name', async () => {
  const { id } = (await voices('noi', { mood: 'bad' })).items.find(voice => voice.author === 'สมชาย')!
  await app.as('noi').call(api.react, { id, kind: 'sad', on: true })
  expect(await app.as('keo').call(api.react, { id, kind: 'sad', on: true })).toMatchObject({
    reactions: [{}, { kind: 'sad', count: 2, mine: true }, {}],
  })
  expect((await app.as('keo').call(api.react, { id, kind: 'sad', on: false })).reactions[1]).toEqual({ kind: 'sad', count: 1, mine: false })
  await app.as('noi').call(api.addComment, { id, text: 'สมชาย called twice, @Anna Weber knows' })
  const shown = async (key: 'keo' | 'anna') => (await app.as(key).call(api.listComments, { id })).items[0]!
  expect((await shown('anna')).text).toContain('สมชาย')
  expect((await shown('keo')).text).toBe('••• called twice, @Anna Weber knows')
  const told = await app.read(({ db }) =>
    db.selectFrom('notice').select('type').where('memberId', '=', app.ids.anna).where('type', '=', 'voice.mentioned').execute(),
  )
  expect(told).toHaveLength(1)
  await expect(app.as('anna').call(api.removeComment, { id, commentId: (await shown('anna')).id, removed: true })).rejects.toMatchObject({
    status: 404,
  })
  await app.as('keo').call(api.bookmark, { id, on: true })
  expect((await voices('keo', { bookmarked: true })).items.map(voice => voice.id)).toEqual([id])
  expect((await voices('noi', { bookmarked: true })).items).toEqual([])
  expect((await voices('keo', { unread: true })).items).toHaveLength(3)
  await app.as('noi').call(api.markRead, { ids: [id] })
  expect((await voices('keo', { unread: true })).items.map(voice => voice.id)).not.toContain(id)
})

test('who subscribed to a filter is told, by mail at most once an hour; a praised member is told once', async () => {
  await app.as('keo').call(api.subscribe, { name: 'Trouble', filter: { mood: 'bad', q: 'slow' }, by: 'notice' })
  await app.as('noi').call(api.subscribe, { name: 'Slow', filter: { q: 'SLOW' }, by: 'mail' })
  const hear = (text: string, score: number) =>
    app.as('anna').call(inbox.addFeedback, { items: [{ text, score, scale: 'nps', author: 'Vanna' }] })
  await hear('So slow today', 1)
  await app.settle()
  app.clock.forward(1)
  await hear('Slow but kind', 9)
  await app.settle()
  await app.settle()
  const told = (key: 'keo' | 'noi', type: string) =>
    app.read(({ db }) => db.selectFrom('notice').select(['facts']).where('memberId', '=', app.ids[key]).where('type', '=', type).execute())
  expect(await told('keo', 'voice.heard')).toMatchObject([{ facts: { n: 1, name: 'Trouble' } }])
  const mails = () =>
    app.read(({ db }) => db.selectFrom('mail').select(['subject', 'text']).where('purpose', '=', 'notice.voices').orderBy('at').execute())
  expect(await mails()).toHaveLength(1)
  app.clock.forward(61)
  await app.settle()
  await app.settle()
  const [, second] = await mails()
  expect(second!.text).toContain('Slow but kind')
  expect(second!.text).not.toContain('Vanna')
  const kind = (await voices('anna', { q: 'Slow but kind' })).items[0]!
  await app.as('anna').call(api.praise, { id: kind.id, memberId: app.ids.noi })
  await app.as('khamla').call(api.praise, { id: kind.id, memberId: app.ids.noi })
  expect(await told('noi', 'voice.praised')).toHaveLength(1)
  expect(await app.as('noi').call(api.praises, {})).toMatchObject({ count: 1, mine: 1, items: [{ member: { id: app.ids.noi }, count: 1 }] })
  expect((await app.as('somchai').call(api.praises, {})).items).toEqual([])
})

/** An import of these, said so many hours ago. */
const bring = (rows: { text: string; score: number; hours: number }[]) =>
  app.write(async ctx => {
    const importId = newId()
    const said = rows.map(({ text, score, hours }) => ({
      rowKey: createHash('sha1').update(`${importId} ${text}`).digest(),
      ...{ text, score, scale: NPS, memberId: app.ids.noi, saidAt: new Date(ctx.now.getTime() - hours * 3_600_000) },
    }))
    await receiveFeedback(ctx, said, { source: 'file', importId })
    await announceImported(ctx, { importId, cases: 'none', count: rows.length })
    return importId
  })
const noticesOf = (key: 'keo' | 'noi' | 'anna', type: string) =>
  app.read(({ db }) => db.selectFrom('notice').select(['facts']).where('memberId', '=', app.ids[key]).where('type', '=', type).execute())

test('a file tells who subscribed and who is praised only of what was said within the last day, and says of how many', async () => {
  await app.as('keo').call(api.subscribe, { name: 'Robots', filter: { q: 'robot' }, by: 'notice' })
  const praised = (await noticesOf('noi', 'voice.praised')).length
  const id = await bring([
    { text: 'A robot answered, and well', score: 10, hours: 3 },
    { text: 'The robot was kind', score: 10, hours: 23.9 },
    { text: 'A robot from last year', score: 10, hours: 24.1 },
    { text: 'A robot from long ago', score: 10, hours: 9_000 },
  ])
  for (let n = 0; n < 3; n++) await app.settle()
  expect((await noticesOf('keo', 'voice.heard')).filter(one => (one.facts as { name?: string }).name === 'Robots')).toMatchObject([
    { facts: { n: 2 } },
  ])
  expect((await noticesOf('noi', 'voice.praised')).length - praised).toBe(2)
  const fresh = await app.read(({ db }) =>
    db.selectFrom('event').select('facts').where('type', '=', 'feedback.fresh').where('subjectId', '=', id).execute(),
  )
  expect(fresh.map(one => (one.facts as unknown as { feedbackIds: string[] }).feedbackIds.length)).toEqual([2])
})

test('praise is a figure: each voice once a member, for the member, the team and the company', async () => {
  const days = { from: '2026-03-01', to: '2026-03-07' }
  const golden = await app.read(({ db }) => db.selectFrom('voicePraise').select(['memberId', 'feedbackId']).execute())
  expect(golden).toHaveLength(3)
  const told = async (level: 'company' | 'manager' | 'member') =>
    (await app.as('anna').call(readMetric, { id: 'praise', level, ...days })).rows
  expect(await told('company')).toMatchObject([{ n: 3, value: 3 }])
  expect(await told('member')).toMatchObject([{ id: app.ids.noi, n: 3, value: 3 }])
  expect((await told('manager')).find(one => one.id === app.ids.khamla)).toMatchObject({ n: 3, value: 3 })
  // One's own is seen, another's is not.
  expect((await app.as('noi').call(readMetric, { id: 'praise', level: 'member', ...days })).rows).toMatchObject([{ value: 3 }])
  expect((await app.as('somchai').call(readMetric, { id: 'praise', level: 'member', ...days })).rows).toEqual([])
})

test('unhappy words that nobody was assigned to answer are late after a day: the champion is told once of each, of old ones from a file never', async () => {
  const champion = cast.find(one => one.role === 'champion')!.key as 'keo'
  await bring([
    { text: 'Nobody listens', score: 0, hours: 1 },
    { text: 'Nobody listened last year', score: 0, hours: 9_000 },
  ])
  await app.settle()
  app.clock.forward(23 * 60 + 59)
  await app.settle()
  expect(await noticesOf(champion, 'voice.unassigned')).toEqual([])
  await bring([{ text: 'And nobody calls', score: 0, hours: 0 }])
  app.clock.forward(1)
  await Promise.all([app.settle(), app.settle()])
  await app.settle()
  expect(await noticesOf(champion, 'voice.unassigned')).toMatchObject([{ facts: { n: 1 } }])
  app.clock.forward(24 * 60)
  await app.settle()
  await app.settle()
  expect(await noticesOf(champion, 'voice.unassigned')).toHaveLength(2)
})
