import { expect, test } from 'vitest'
import { workingMinutes } from '#core/time/working-hours.ts'
import { daysOf, scheduleOf } from './schedule.ts'
import { zoneNamed } from './zones.ts'

// As in the tables of a real Zendesk account: SupportCA, Monday to Friday from eight to twenty, Pacific Time.
const intervals = [1920, 2640, 3360, 4080, 4800, 5520, 6240, 6960, 7680, 8400]
const support = scheduleOf(zoneNamed('Pacific Time (US & Canada)')!, intervals, daysOf('2022-12-26', '2022-12-27'))
const minutes = (from: string, to: string) => workingMinutes(new Date(from), new Date(to), support)

test('days begin with Monday here, and holidays have all their days', () => {
  expect(support).toMatchObject({ zone: 'America/Los_Angeles', holidays: ['2022-12-26', '2022-12-27'] })
  expect(Object.keys(support.week)).toEqual(['0', '1', '2', '3', '4'])
  expect(support.week[0]).toEqual([['08:00', '20:00']])
  expect(scheduleOf('UTC', [0, 1440], []).week).toEqual({ 6: [['00:00', '24:00']] })
})

test('a day is twelve hours, a weekend none, a holiday none', () => {
  expect(minutes('2022-12-23T08:00:00-08:00', '2022-12-24T08:00:00-08:00')).toBe(720)
  expect(minutes('2022-12-24T08:00:00-08:00', '2022-12-26T23:00:00-08:00')).toBe(0)
  expect(minutes('2022-12-23T19:00:00-08:00', '2022-12-28T09:00:00-08:00')).toBe(120)
})

test('the clocks change between, and the wall decides', () => {
  // Sunday the 8th of March 2020 has 23 hours there.
  expect(minutes('2020-03-06T20:00:00-08:00', '2020-03-09T09:00:00-07:00')).toBe(60)
  expect(minutes('2020-03-06T19:00:00-08:00', '2020-03-09T09:00:00-07:00')).toBe(120)
})

test('a zone by the name that Rails gives it, by its own, and one that nobody knows', () => {
  expect(['London', 'Bangkok', 'Asia/Vientiane', 'Nowhere'].map(zoneNamed)).toEqual([
    'Europe/London',
    'Asia/Bangkok',
    'Asia/Vientiane',
    null,
  ])
})
