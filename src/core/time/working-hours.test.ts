import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addWorkingTime, isOpen, type Schedule, workingMinutes } from './working-hours.ts'

const london: Schedule = { zone: 'Europe/London', week: weekdays(['09:00', '17:00']), holidays: [] }
function weekdays(...periods: [string, string][]): Schedule['week'] {
  return { 0: periods, 1: periods, 2: periods, 3: periods, 4: periods }
}
const always = (zone: string): Schedule => ({
  zone,
  week: { ...weekdays(['00:00', '24:00']), 5: [['00:00', '24:00']], 6: [['00:00', '24:00']] },
  holidays: [],
})

/** golden/business_hours/golden.csv: case, from, to, schedule, working minutes. */
const golden: [string, string, string, Schedule, number][] = [
  ['same day', '2024-03-05T14:00:00Z', '2024-03-05T16:30:00Z', london, 150],
  ['overnight', '2024-03-05T16:30:00Z', '2024-03-06T09:30:00Z', london, 60],
  ['weekend', '2024-03-08T16:00:00Z', '2024-03-11T10:00:00Z', london, 120],
  ['opened Saturday closed Sunday', '2024-03-09T10:00:00Z', '2024-03-10T10:00:00Z', london, 0],
  [
    'holiday',
    '2024-12-24T12:00:00Z',
    '2024-12-27T12:00:00Z',
    { zone: 'Europe/London', week: weekdays(['09:00', '17:00']), holidays: ['2024-12-25', '2024-12-26'] },
    480,
  ],
  [
    'NY spring DST weekend',
    '2024-03-08T20:00:00Z',
    '2024-03-11T15:00:00Z',
    { zone: 'America/New_York', week: weekdays(['09:00', '17:00']), holidays: [] },
    240,
  ],
  ['NY 24x7 over spring DST day', '2024-03-10T05:00:00Z', '2024-03-11T04:00:00Z', always('America/New_York'), 1380],
  ['Berlin 24x7 autumn day is 25h', '2024-10-26T22:00:00Z', '2024-10-27T23:00:00Z', always('Europe/Berlin'), 1500],
  [
    'Sunday 00-05 window in spring DST = 4h',
    '2024-03-10T04:00:00Z',
    '2024-03-10T23:00:00Z',
    { zone: 'America/New_York', week: { 6: [['00:00', '05:00']] }, holidays: [] },
    240,
  ],
  [
    'Sunday 00-05 window in autumn DST = 6h',
    '2024-11-03T03:00:00Z',
    '2024-11-03T23:00:00Z',
    { zone: 'America/New_York', week: { 6: [['00:00', '05:00']] }, holidays: [] },
    360,
  ],
  [
    'lunch break',
    '2024-03-05T03:00:00Z',
    '2024-03-05T12:00:00Z',
    { zone: 'Asia/Phnom_Penh', week: weekdays(['08:00', '12:00'], ['13:00', '17:00']), holidays: [] },
    360,
  ],
  [
    'half-hour zone',
    '2024-03-05T03:30:00Z',
    '2024-03-05T12:30:00Z',
    { zone: 'Asia/Kolkata', week: weekdays(['09:00', '17:00']), holidays: [] },
    480,
  ],
  ['zero length', '2024-03-05T14:00:00Z', '2024-03-05T14:00:00Z', london, 0],
  [
    'multi week',
    '2024-01-01T00:00:00Z',
    '2024-02-01T00:00:00Z',
    { zone: 'Asia/Bangkok', week: weekdays(['09:00', '17:00']), holidays: ['2024-01-01'] },
    10560,
  ],
]

test.each(golden)('%s', (_, from, to, schedule, minutes) => {
  expect(workingMinutes(new Date(from), new Date(to), schedule)).toBe(minutes)
})

test('a due time lies so many working minutes ahead, at the very end of a period if need be', () => {
  const due = (from: string, minutes: number, schedule = london) => addWorkingTime(new Date(from), minutes, schedule)?.toISOString()
  expect(due('2024-03-05T16:00:00Z', 60)).toBe('2024-03-05T17:00:00.000Z')
  expect(due('2024-03-05T16:00:00Z', 61)).toBe('2024-03-06T09:01:00.000Z')
  expect(due('2024-03-08T16:00:00Z', 480)).toBe('2024-03-11T16:00:00.000Z')
  expect(due('2024-03-09T10:00:00Z', 0)).toBe('2024-03-09T10:00:00.000Z')
  expect(due('2024-03-09T10:00:00Z', 1440, always('Europe/London'))).toBe('2024-03-10T10:00:00.000Z')
})

test('a schedule that never opens has no due time, and ends its search', () => {
  expect(addWorkingTime(new Date('2024-03-05T16:00:00Z'), 60, { ...london, week: {} })).toBeNull()
})

test('a night shift runs past midnight and overlapping periods count once', () => {
  const night: Schedule = { zone: 'Asia/Bangkok', week: { 0: [['22:00', '06:00']] }, holidays: [] }
  expect(workingMinutes(new Date('2024-03-04T17:00:00Z'), new Date('2024-03-05T17:00:00Z'), night)).toBe(360)
  const twice: Schedule = { ...london, week: weekdays(['09:00', '13:00'], ['12:00', '17:00']) }
  expect(workingMinutes(new Date('2024-03-05T00:00:00Z'), new Date('2024-03-06T00:00:00Z'), twice)).toBe(480)
})

test('open means within a period, its end outside', () => {
  expect([isOpen(new Date('2024-03-05T09:00:00Z'), london), isOpen(new Date('2024-03-05T17:00:00Z'), london)]).toEqual([true, false])
})

test('what is added is what is measured, over any change of the clocks', () => {
  const starts = fc.date({ min: new Date('2024-01-01'), max: new Date('2025-01-01'), noInvalidDate: true })
  const york: Schedule = {
    zone: 'America/New_York',
    week: { ...weekdays(['00:00', '05:00'], ['13:00', '17:30']), 6: [['00:30', '04:00']] },
    holidays: ['2024-07-04'],
  }
  fc.assert(
    fc.property(starts, fc.integer({ min: 1, max: 20_000 }), (from, minutes) => {
      expect(workingMinutes(from, addWorkingTime(from, minutes, york)!, york)).toBeCloseTo(minutes, 6)
    }),
    { numRuns: 60 },
  )
})
