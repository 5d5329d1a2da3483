import { afterAll, beforeAll, expect, test } from 'vitest'
import * as inbox from '#inbox/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'

let app: TestApp
beforeAll(async () => {
  // A Friday, 17:30 in Vientiane.
  app = await testApp({ now: '2026-03-06T10:30:00Z' })
})
afterAll(() => app.close())

const head = () => app.as('anna')
const base = {
  name: 'Office',
  conditions: {},
  hours: 'workspace' as const,
  firstReplyMinutes: 480,
  nextReplyMinutes: 240,
  warnMinutes: 60,
  escalateMinutes: [60, 120],
}

async function hear(text: string, rest: object = {}) {
  const { ids } = await head().call(inbox.addFeedback, { items: [{ text, score: 1, scale: 'nps', ...rest }] as never })
  await app.settle()
  const { case: found } = await head().call(inbox.readFeedback, { id: ids[0]! })
  return read(found!.id)
}
const read = (id: string) => head().call(inbox.readCase, { id })
/** What its history says, with the time each clock was set to. */
const history = async (id: string) =>
  (await read(id)).timeline.flatMap(one => (one.kind === 'change' ? [[one.what, one.to].filter(Boolean).join(' ')] : []))
/** Minute by minute would take long: every moment that anything is set for, in order, as two servers would. */
async function until(iso: string) {
  for (;;) {
    const next = await app.read(({ db }) =>
      db
        .selectFrom('clock')
        .select(({ fn }) => [fn.min('dueAt').as('at'), fn.max('attempts').as('failed')])
        .where('firedAt', 'is', null)
        .where('stoppedAt', 'is', null)
        .executeTakeFirstOrThrow(),
    )
    expect(next.failed ?? 0).toBe(0)
    if (!next.at || next.at > new Date(iso)) break
    if (next.at > app.clock.now) app.clock.set(next.at.toISOString())
    await Promise.all([app.settle(), app.settle()])
  }
  app.clock.set(iso)
  await app.settle()
}

test('everybody begins with 24 hours; the preview reckons a complaint at half past five on Friday as the clocks do', async () => {
  expect((await head().call(api.listPolicies, {})).items).toMatchObject([{ usual: true, firstReplyMinutes: 1440, hours: 'all' }])
  expect((await hear('no promise but the usual')).dueAt).toEqual(new Date('2026-03-07T10:30:00Z'))
  const seen = await head().call(api.previewPolicy, {
    hours: 'workspace',
    firstReplyMinutes: 480,
    warnMinutes: 60,
    escalateMinutes: '60,120' as never,
  })
  expect(seen).toEqual({
    at: new Date('2026-03-06T10:30:00Z'),
    zone: 'Asia/Vientiane',
    dueAt: new Date('2026-03-09T10:00:00Z'),
    warnAt: new Date('2026-03-09T09:00:00Z'),
    escalatesAt: [new Date('2026-03-10T02:00:00Z'), new Date('2026-03-10T03:00:00Z')],
  })
  await expect(app.as('noi').call(api.addPolicy, base)).rejects.toMatchObject({ status: 403 })
  await expect(head().call(api.addPolicy, { ...base, hours: 'calendar' })).rejects.toMatchObject({ code: 'calendar.not-found' })
})

test('a case runs by its policy to the end of the chain, each step once and told in its history; a reply stops what is left', async () => {
  const policy = await head().call(api.addPolicy, { ...base, conditions: { channels: ['shop'] } })
  const one = await hear('ບໍ່ມີໃຜຕອບ', { channel: 'shop' })
  expect(one).toMatchObject({ dueAt: new Date('2026-03-09T10:00:00Z'), owner: { id: app.ids.noi } })
  await until('2026-03-12T00:00:00Z')
  expect(await history(one.id)).toEqual([
    'opened',
    'clock-started 2026-03-09T10:00:00.000Z',
    'warned 2026-03-09T10:00:00.000Z',
    'late Khamla Vongsa',
    'escalated Anna Weber',
  ])
  const told = await app.read(({ db }) =>
    db
      .selectFrom('notice')
      .select(['memberId', 'type'])
      .where('subjectId', '=', one.id)
      .where('type', '<>', 'case.opened')
      .orderBy('at')
      .execute(),
  )
  expect(told).toEqual([
    { memberId: app.ids.noi, type: 'case.warned' },
    { memberId: app.ids.khamla, type: 'case.late' },
    { memberId: app.ids.anna, type: 'case.late' },
  ])
  await head().call(inbox.addAddress, { id: one.id, email: 'shop@late.example' })
  await head().call(inbox.replyToCase, { id: one.id, text: 'ຂໍໂທດ' })
  expect((await history(one.id)).at(-1)).toBe('clock-paused')
  const running = await app.read(({ db }) =>
    db
      .selectFrom('clock')
      .select('kind')
      .where('subjectId', '=', one.id)
      .where('firedAt', 'is', null)
      .where('stoppedAt', 'is', null)
      .execute(),
  )
  expect(running).toEqual([])
  await head().call(api.removePolicy, { id: policy.id })
})

test('solving has a clock that stands still while we wait for the customer', async () => {
  app.clock.set('2026-03-16T02:00:00Z')
  await head().call(api.addPolicy, { ...base, name: 'Solve', conditions: { channels: ['counter'] }, resolveMinutes: 600, hours: 'all' })
  const one = await hear('it is broken', { channel: 'counter' })
  const solveBy = async () =>
    (await app.read(({ db }) => db.selectFrom('customerCase').select('resolveDueAt').where('id', '=', one.id).executeTakeFirstOrThrow()))
      .resolveDueAt
  expect(await solveBy()).toEqual(new Date('2026-03-16T12:00:00Z'))
  const { customerId } = await head().call(inbox.addAddress, { id: one.id, email: 'counter@late.example' })
  app.clock.set('2026-03-16T05:00:00Z')
  await head().call(inbox.replyToCase, { id: one.id, text: 'Which one?' })
  expect(await solveBy()).toBeNull()
  app.clock.set('2026-03-18T05:00:00Z')
  await head().call(inbox.addFeedback, { items: [{ text: 'the left one', score: 1, scale: 'nps', channel: 'counter', customerId }] })
  await app.settle()
  expect(await solveBy()).toEqual(new Date('2026-03-18T12:00:00Z'))
  await until('2026-03-18T13:00:00Z')
  expect((await history(one.id)).filter(line => line.startsWith('resolve-late'))).toHaveLength(1)
})

test('a changed promise is reckoned into open cases from when they began, recorded, and what is not late any more is on time again', async () => {
  app.clock.set('2026-03-23T02:00:00Z')
  const policy = await head().call(api.addPolicy, {
    ...base,
    name: 'Chat',
    conditions: { channels: ['chat'] },
    hours: 'all',
    firstReplyMinutes: 60,
  })
  const [one, agreed] = [await hear('slow', { channel: 'chat' }), await hear('agreed', { channel: 'chat' })]
  expect(one.dueAt).toEqual(new Date('2026-03-23T03:00:00Z'))
  await head().call(inbox.setCaseDue, { id: agreed.id, dueAt: new Date('2026-03-30T02:00:00Z') })
  await until('2026-03-23T03:30:00Z')
  expect(await read(one.id)).toMatchObject({ lateAt: expect.any(Date) })
  const change = (firstReplyMinutes: number) =>
    head().call(api.changePolicy, {
      ...base,
      id: policy.id,
      conditions: { channels: ['chat'] },
      hours: 'all',
      firstReplyMinutes,
      escalateMinutes: [],
    })
  await change(240)
  await app.settle()
  expect(await read(one.id)).toMatchObject({ dueAt: new Date('2026-03-23T06:00:00Z'), lateAt: null })
  expect((await history(one.id)).at(-1)).toBe('clock-moved 2026-03-23T06:00:00.000Z')
  expect(await read(agreed.id)).toMatchObject({ dueAt: new Date('2026-03-30T02:00:00Z') })
  await change(30)
  await app.settle()
  await until('2026-03-23T03:31:00Z')
  expect((await history(one.id)).slice(-2)).toEqual(['clock-moved 2026-03-23T02:30:00.000Z', expect.stringMatching(/^late /)])
})

test('a calendar has its country’s holidays, days of its own and night shifts; an unknown country is refused, never empty', async () => {
  const parts = {
    name: 'Bangkok',
    zone: 'Asia/Bangkok',
    periods: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
    country: 'TH',
    ownDays: [{ on: '2026-04-16', name: 'Moving house' }],
  }
  await expect(head().call(api.addCalendar, { ...parts, country: 'XX' })).rejects.toMatchObject({
    fields: [{ field: 'country', code: 'not-found' }],
  })
  const calendar = await head().call(api.addCalendar, parts)
  const seen = await head().call(api.previewPolicy, {
    hours: 'calendar',
    calendarId: calendar.id,
    firstReplyMinutes: 60,
    at: new Date('2026-04-10T10:30:00Z'),
  })
  // Songkran is from Monday to Wednesday, Thursday is their own.
  expect(seen.dueAt).toEqual(new Date('2026-04-17T02:30:00Z'))
  expect((await head().call(api.listHolidays, { country: 'LA', year: 2026 })).items.map(one => one.on)).toContain('2026-12-02')
  await head().call(api.setShift, { id: app.ids.noi, calendarId: calendar.id })
  await expect(head().call(api.removeCalendar, { id: calendar.id })).rejects.toMatchObject({ code: 'calendar.used' })
  expect((await head().call(api.listShifts, {})).items.find(one => one.id === app.ids.noi)).toMatchObject({
    calendarId: calendar.id,
    working: true,
  })
})

test('who is planned to be away gets nothing new, from the moment on; only they, their manager and who manages people may plan it', async () => {
  app.clock.set('2026-05-04T02:00:00Z')
  const plan = { memberId: app.ids.noi, fromAt: new Date('2026-05-05T00:00:00Z'), untilAt: new Date('2026-05-06T00:00:00Z') }
  await expect(app.as('marta').call(api.planAbsence, plan)).rejects.toMatchObject({ status: 403 })
  const absence = await app.as('noi').call(api.planAbsence, plan)
  expect((await hear('ຄົນລາວຄົນທີໜຶ່ງ')).owner.id).toBe(app.ids.noi)
  await until('2026-05-05T01:00:00Z')
  expect((await hear('ຄົນລາວຄົນທີສອງ')).owner.id).not.toBe(app.ids.noi)
  expect((await head().call(api.listAbsences, {})).items).toMatchObject([{ id: absence.id, now: true, may: true }])
  await app.as('noi').call(api.cancelAbsence, { id: absence.id })
  expect((await hear('ຄົນລາວຄົນທີສາມ')).owner.id).toBe(app.ids.noi)
})

test('after an outage a warning that another server is still at comes before the breach, and is not left out', async () => {
  app.clock.set('2026-06-05T10:30:00Z')
  await head().call(api.addPolicy, { ...base, conditions: { channels: ['outage'] } })
  const one = await hear('nobody could answer', { channel: 'outage' })
  await app.write(({ tx }) =>
    tx
      .updateTable('clock')
      .set({ tryAt: new Date('2026-06-20T00:00:00Z') })
      .where('kind', '=', 'case.warn')
      .where('subjectId', '=', one.id)
      .execute(),
  )
  app.clock.set('2026-06-08T10:00:30Z')
  await app.settle()
  const steps = (await history(one.id)).map(step => step.split(' ')[0])
  expect(steps).toEqual(['opened', 'clock-started', 'warned', 'late'])
})
