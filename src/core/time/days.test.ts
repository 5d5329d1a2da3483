import { expect, test } from 'vitest'
import { addDays, dayOf, daysBetween, endOfDay, isZone, monthOf, quarterOf, startOfDay, weekOf } from './days.ts'
import { timeLeft } from './time-left.ts'

const hours = (day: string, zone: string) => (endOfDay(day, zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000

test('a day is the zone’s day, of 23, 24 or 25 hours', () => {
  expect(dayOf(new Date('2024-03-01T18:00:00Z'), 'Asia/Vientiane')).toBe('2024-03-02')
  expect(startOfDay('2024-03-02', 'Asia/Vientiane')).toEqual(new Date('2024-03-01T17:00:00Z'))
  expect([hours('2024-03-10', 'America/New_York'), hours('2024-03-11', 'America/New_York')]).toEqual([23, 24])
  expect(hours('2024-10-27', 'Europe/Berlin')).toBe(25)
})

test('weeks begin on Monday, quarters in January, April, July, October', () => {
  expect([weekOf('2024-03-03'), weekOf('2024-03-04')]).toEqual(['2024-02-26', '2024-03-04'])
  expect([monthOf('2024-05-31'), quarterOf('2024-05-31'), quarterOf('2024-12-31')]).toEqual(['2024-05-01', '2024-04-01', '2024-10-01'])
  expect([addDays('2024-02-28', 2), daysBetween('2024-03-01', '2024-02-28')]).toEqual(['2024-03-01', -2])
})

test('knows a zone from a typing mistake', () => {
  expect([isZone('Asia/Phnom_Penh'), isZone('Asia/Phnom-Penh'), isZone('')]).toEqual([true, false, false])
})

test('time left is gold under eight hours and late once it is past', () => {
  const left = (due: string) => timeLeft(new Date(due), new Date('2026-03-02T09:00:00Z'))
  expect(left('2026-03-02T17:00:00Z')).toEqual({ minutes: 480, tone: 'ok' })
  expect(left('2026-03-02T16:59:59Z')).toEqual({ minutes: 479, tone: 'soon' })
  expect(left('2026-03-02T09:00:00Z')).toEqual({ minutes: 0, tone: 'soon' })
  expect(left('2026-03-02T08:59:59Z')).toEqual({ minutes: -1, tone: 'late' })
})
