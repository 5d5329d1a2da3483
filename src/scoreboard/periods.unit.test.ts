import { expect, test } from 'vitest'
import { periodOf, weeksOf } from './periods.ts'

// A Wednesday, in the evening of UTC but already the next day in Vientiane.
const now = new Date('2026-03-17T20:00:00Z')
const of = (period: Parameters<typeof periodOf>[0]['period'], more = {}) => periodOf({ period, ...more }, now, 'Asia/Vientiane')

test('the last days are complete ones, held against as many before and 52 weeks earlier', () => {
  expect(of('last-30')).toEqual({
    from: '2026-02-16',
    to: '2026-03-18',
    partial: false,
    before: { from: '2026-01-17', to: '2026-02-16' },
    lastYear: { from: '2025-02-17', to: '2025-03-19' },
  })
})

test('what still runs is marked, and held against as many days of the one before', () => {
  expect(of('this-month')).toEqual({
    from: '2026-03-01',
    to: '2026-03-19',
    partial: true,
    before: { from: '2026-02-01', to: '2026-02-19' },
    lastYear: { from: '2025-03-01', to: '2025-03-19' },
  })
  expect(of('this-week')).toMatchObject({ from: '2026-03-16', to: '2026-03-19', before: { from: '2026-03-09', to: '2026-03-12' } })
})

test('a whole month is held against the whole month before, however long', () => {
  expect(of('last-month')).toMatchObject({ from: '2026-02-01', to: '2026-03-01', before: { from: '2026-01-01', to: '2026-02-01' } })
  expect(of('last-quarter')).toMatchObject({ from: '2025-10-01', to: '2026-01-01', before: { from: '2025-07-01', to: '2025-10-01' } })
})

test('at the end of March the days of February do not run over into March', () => {
  const end = periodOf({ period: 'this-month' }, new Date('2026-03-31T03:00:00Z'), 'Asia/Vientiane')
  expect(end.before).toEqual({ from: '2026-02-01', to: '2026-03-01' })
})

test('days of one’s own need both ends, in order', () => {
  expect(of('days', { from: '2026-03-01', to: '2026-03-02' })).toMatchObject({ before: { from: '2026-02-28', to: '2026-03-01' } })
  for (const wrong of [{}, { from: '2026-03-02', to: '2026-03-02' }, { from: '2016-03-02', to: '2026-03-02' }])
    expect(() => of('days', wrong)).toThrow('scoreboard.period')
})

test('weeks end with the week of the last day', () => {
  expect(weeksOf({ from: '2026-03-01', to: '2026-03-16' }, 2)).toEqual({ from: '2026-03-02', to: '2026-03-16' })
})
