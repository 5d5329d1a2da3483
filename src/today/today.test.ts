import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NPS } from '#core/scores/scale.ts'
import * as inbox from '#inbox/api.ts'
import { receiveFeedback } from '#inbox/index.ts'
import { testApp } from '#testing.ts'
import { today } from './api.ts'

type Golden = {
  as_of: string
  detractors: { id: string; responded_at: string; first_followup_at: string | null }[]
  due: number
  met: number
  rate: number
  wilson95: [number, number]
  pending: string[]
}
const golden = '../shared/golden/closed_loop/golden.json'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ now: '2024-05-01T00:00:00Z' })
})
afterAll(() => app.close())

/** Received at its own moment; replied to by a person then, as the golden case says. */
async function live({ detractors, as_of }: Golden) {
  const moments = detractors.flatMap(one => [
    { at: one.responded_at, one, what: 'said' as const },
    ...(one.first_followup_at ? [{ at: one.first_followup_at, one, what: 'replied' as const }] : []),
  ])
  const cases = new Map<string, string>()
  for (const { at, one, what } of moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    app.clock.set(at)
    if (what === 'said') cases.set(one.id, await hear(one.id))
    // A reply to somebody who has not spoken yet is a reply to nothing.
    else if (cases.has(one.id)) await answer(cases.get(one.id)!)
    await app.settle()
  }
  app.clock.set(as_of)
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

test.skipIf(!existsSync(golden))('answered within 24 hours is the golden figure, with its interval, the young apart', async () => {
  const expected = JSON.parse(readFileSync(golden, 'utf8')) as Golden
  await live(expected)
  const { figures } = await app.as('anna').call(today, {})
  expect(figures!.answered).toMatchObject({ due: expected.due, met: expected.met, pending: expected.pending.length, days: 30 })
  expect(figures!.answered.value).toBeCloseTo(expected.rate, 12)
  expect([figures!.answered.low, figures!.answered.high]).toEqual(expected.wilson95.map(end => expect.closeTo(end, 9)))
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
