import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Conditions, escalatesAt, type Hours, keptBy, policyFor, promisedBy, replyTimes } from './promises.ts'
import { isOpen, workingMinutes } from './working-hours.ts'

const office: Hours = {
  zone: 'Asia/Vientiane',
  week: Object.fromEntries([0, 1, 2, 3, 4].map(day => [day, [['08:00', '12:00'] as const, ['13:00', '17:00'] as const]])),
  holidays: ['2026-04-14', '2026-04-15', '2026-04-16'],
}
const promised = { firstReplyMinutes: 1440, nextReplyMinutes: 480, resolveMinutes: null, warnMinutes: 60, escalateMinutes: [60, 240] }

/** golden/closed_loop: said, answered, kept. */
test.each([
  ['2024-05-01T20:00:00Z', true],
  ['2024-05-02T10:00:00Z', true],
  ['2024-05-02T10:00:01Z', false],
])('what was said at 10:00 and answered at %s is in time: %s', (at, kept) => {
  const said = new Date('2024-05-01T10:00:00Z')
  expect(keptBy(new Date(at), replyTimes(said, promised, null).dueAt)).toBe(kept)
})

test('a complaint at 17:30 on Friday with eight hours of work is due on Monday at closing time, and warned of an hour of work before', () => {
  const times = replyTimes(new Date('2026-03-06T10:30:00Z'), { ...promised, firstReplyMinutes: 480 }, office)
  expect(times).toEqual({ dueAt: new Date('2026-03-09T10:00:00Z'), warnAt: new Date('2026-03-09T09:00:00Z') })
})

test('holidays are passed over, the hour of lunch too; each step of the chain is counted in the same hours', () => {
  const dueAt = promisedBy(new Date('2026-04-13T09:30:00Z'), 60, office)
  expect(dueAt).toEqual(new Date('2026-04-17T01:30:00Z'))
  expect(escalatesAt(dueAt, 2, promised, office)).toEqual(new Date('2026-04-17T02:30:00Z'))
  expect(escalatesAt(dueAt, 3, promised, office)).toEqual(new Date('2026-04-17T06:30:00Z'))
  expect(escalatesAt(dueAt, 4, promised, office)).toBeNull()
})

test('a promise in business hours ends in them, after so much work, whenever it began', () => {
  const begins = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(begins, fc.integer({ min: 1, max: 5000 }), (from, minutes) => {
      const dueAt = promisedBy(from, minutes, office)
      expect(workingMinutes(from, dueAt, office!)).toBeCloseTo(minutes, 6)
      expect(isOpen(new Date(dueAt.getTime() - 1), office!)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('a calendar that never opens still promises something, and a warning longer than the promise is none', () => {
  const shut: Hours = { zone: 'UTC', week: {}, holidays: [] }
  expect(promisedBy(new Date('2026-03-06T10:00:00Z'), 60, shut)).toEqual(new Date('2026-03-06T11:00:00Z'))
  expect(replyTimes(new Date('2026-03-06T10:00:00Z'), { ...promised, firstReplyMinutes: 60 }, null).warnAt).toBeNull()
})

test('the first policy that holds is the one; every part of its condition has to hold, and an empty part asks for nothing', () => {
  const policies: { name: string; conditions: Conditions }[] = [
    { name: 'payments of the large', conditions: { topicIds: ['payments'], revenueFrom: 1000 } },
    { name: 'urgent or by phone', conditions: { priorities: ['urgent'], channels: ['call', 'phone'] } },
    { name: 'gold', conditions: { plans: ['Gold'], channels: [] } },
    { name: 'usual', conditions: {} },
  ]
  const matter = { topicIds: [], channel: null, plan: null, monthlyRevenue: null, priority: 'normal' }
  const name = (rest: object) => policyFor({ ...matter, ...rest }, policies)!.name
  expect(name({})).toBe('usual')
  expect(name({ topicIds: ['cards', 'payments'], monthlyRevenue: 1000 })).toBe('payments of the large')
  expect(name({ topicIds: ['payments'], monthlyRevenue: 999 })).toBe('usual')
  expect(name({ priority: 'urgent', channel: 'phone' })).toBe('urgent or by phone')
  expect(name({ priority: 'urgent', plan: 'Gold' })).toBe('gold')
})

test('24 hours are 24 hours, also where the clocks change that night', () => {
  expect(promisedBy(new Date('2026-03-28T20:00:00Z'), 1440, null)).toEqual(new Date('2026-03-29T20:00:00Z'))
})
