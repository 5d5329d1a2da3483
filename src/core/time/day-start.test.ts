import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayIn, dayStart } from './day-start.ts'
import { startOfDay } from './days.ts'

test('a day begins at midnight of the workspace’s zone', () => {
  expect(dayStart('2026-03-02', 'Asia/Vientiane').toISOString()).toBe('2026-03-01T17:00:00.000Z')
  expect(dayStart('2026-03-02', 'America/New_York').toISOString()).toBe('2026-03-02T05:00:00.000Z')
})

test('the browser’s way agrees with the server’s, and leads back to the same day', () => {
  const day = fc
    .date({ min: new Date('2000-01-02'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, fc.constantFrom('Asia/Vientiane', 'Asia/Bangkok', 'Asia/Phnom_Penh', 'UTC', 'Asia/Kathmandu'), (one, zone) => {
      expect(dayStart(one, zone)).toEqual(startOfDay(one, zone))
      expect(dayIn(dayStart(one, zone), zone)).toBe(one)
    }),
  )
})
