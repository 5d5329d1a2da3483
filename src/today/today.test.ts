import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NPS } from '#core/scores/scale.ts'
import * as inbox from '#inbox/api.ts'
import { receiveFeedback } from '#inbox/index.ts'
import { testApp } from '#testing.ts'
import { today } from './api.ts'

/** The golden values of the closed loop: d2 at exactly 24 hours meets, d3 a second later does not, d7 was written to before they spoke; d5 and d6 are young. */
const golden = {
  asOf: '2024-05-04T10:00:00Z',
  detractors: [
    { id: 'd1', saidAt: '2024-05-01T10:00:00Z', repliedAt: '2024-05-01T20:00:00Z' },
    { id: 'd2', saidAt: '2024-05-01T10:00:00Z', repliedAt: '2024-05-02T10:00:00Z' },
    { id: 'd3', saidAt: '2024-05-01T10:00:00Z', repliedAt: '2024-05-02T10:00:01Z' },
    { id: 'd4', saidAt: '2024-05-01T10:00:00Z', repliedAt: null },
    { id: 'd5', saidAt: '2024-05-03T20:00:00Z', repliedAt: null },
    { id: 'd6', saidAt: '2024-05-03T20:00:00Z', repliedAt: '2024-05-03T21:00:00Z' },
    { id: 'd7', saidAt: '2024-05-01T10:00:00Z', repliedAt: '2024-05-01T09:00:00Z' },
  ],
  due: 5,
  met: 2,
  rate: 0.4,
  wilson95: [0.11762077423264783, 0.769275718723987],
  pending: 2,
}

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ now: '2024-05-01T00:00:00Z' })
  await live()
})
afterAll(() => app.close())

/** Received at its own moment; replied to by a person then, as the golden case says. */
async function live() {
  const moments = golden.detractors.flatMap(one => [
    { at: one.saidAt, one, what: 'said' as const },
    ...(one.repliedAt ? [{ at: one.repliedAt, one, what: 'replied' as const }] : []),
  ])
  const cases = new Map<string, string>()
  for (const { at, one, what } of moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    app.clock.set(at)
    if (what === 'said') cases.set(one.id, await hear(one.id))
    // A reply to somebody who has not spoken yet is a reply to nothing.
    else if (cases.has(one.id)) await answer(cases.get(one.id)!)
    await app.settle()
  }
  app.clock.set(golden.asOf)
}

async function hear(id: string): Promise<string> {
  const rows = [{ rowKey: createHash('sha1').update(id).digest(), text: id, score: 1, scale: NPS, author: id }]
  const { ids } = await app.write(ctx => receiveFeedback(ctx, rows, { source: 'golden' }))
  await app.settle()
  return (await app.as('anna').call(inbox.readFeedback, { id: ids[0]! })).case!.id
}

async function answer(id: string) {
  await app.as('anna').call(inbox.addAddress, { id, email: `${id}@x.example` })
  await app.as('anna').call(inbox.replyToCase, { id, text: 'Hello' })
}

test('answered within 24 hours is the golden figure, with its interval, the young apart', async () => {
  const { figures } = await app.as('anna').call(today, {})
  expect(figures!.answered).toMatchObject({ due: golden.due, met: golden.met, pending: golden.pending, days: 30 })
  expect(figures!.answered.value).toBeCloseTo(golden.rate, 12)
  expect([figures!.answered.low, figures!.answered.high]).toEqual(golden.wilson95.map(end => expect.closeTo(end, 9)))
})

test('the figures open what was counted: feedback that was due, feedback that is too young, and the cases', async () => {
  const { figures } = await app.as('anna').call(today, {})
  const { due, met, pending, behind, pendingBehind } = figures!.answered
  const counted = async (query: object) => (await app.as('anna').call(inbox.listFeedback, { ...query, limit: 200 } as never)).items.length
  expect(await counted(behind)).toBe(due)
  expect(await counted({ ...behind, loop: 'met' })).toBe(met)
  expect(await counted({ ...behind, loop: 'missed' })).toBe(due - met)
  expect(await counted(pendingBehind)).toBe(pending)
  app.clock.forward(60)
  expect(await counted(pendingBehind)).toBe(pending)
  app.clock.forward(-60)
  const open = await app.as('anna').call(inbox.listCases, figures!.open.behind as never)
  expect(open.items).toHaveLength(figures!.open.count)
  const [oldest] = (await app.as('anna').call(inbox.listCases, figures!.oldest.behind as never)).items
  expect(oldest!.openedAt).toEqual(figures!.oldest.openedAt)
  const late = await app.as('anna').call(inbox.listCases, { ...figures!.open.behind, state: undefined, due: 'late' } as never)
  expect(late.items).toHaveLength(figures!.open.late)
})

test('a rep sees their day, a manager what is late in the team, a viewer a voice and no cases', async () => {
  const owners = await app.read(({ db }) => db.selectFrom('customerCase').select(['ownerId']).where('state', '=', 'open').execute())
  const rep = owners[0]!.ownerId === app.ids.noi ? 'noi' : 'marta'
  const mine = await app.as(rep).call(today, {})
  expect(mine.mine!.open).toBe(owners.filter(one => one.ownerId === app.ids[rep]).length)
  expect(mine.next.length).toBe(Math.min(5, mine.mine!.open))
  expect(mine.figures!.view).toBe('team')
  const manager = await app.as('khamla').call(today, {})
  expect(manager.late.count).toBe(manager.figures!.open.late)
  expect(manager.late.items.map(one => one.owner.id)).not.toContain(app.ids.khamla)
  expect(await app.as('keo').call(today, {})).toMatchObject({
    mine: null,
    next: [],
    figures: null,
    voice: { nameHidden: true },
    voicesSinceYesterday: expect.any(Number),
  })
  expect(mine.day).toEqual({ startsAt: new Date('2024-05-03T17:00:00Z'), endsAt: new Date('2024-05-04T17:00:00Z'), zone: 'Asia/Vientiane' })
})
