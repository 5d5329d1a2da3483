import { expect, test } from 'vitest'
import { controlled } from './charts.ts'
import { piecesOf, stepFor, timeOf } from './steps.ts'

const week = (at: number, value: number | null, more = {}) => ({
  on: `w${at}`,
  from: '2026-03-02',
  to: '2026-03-09',
  n: 200,
  value,
  low: null,
  high: null,
  cut: false,
  unsettled: false,
  ...more,
})
const share = { rule: { kind: 'share' } } as const
const mean = { rule: { kind: 'mean' } } as const
const days = () => 7
const steady = [0.8, 0.82, 0.79, 0.81, 0.8, 0.83, 0.78, 0.81, 0.8, 0.82]

test('a steady share has limits and no signal; a week far below them is one, and the rule is named', () => {
  const calm = controlled(
    share,
    steady.map((value, at) => week(at, value)),
    days,
  )
  expect(calm.points.flatMap(({ signals }) => signals)).toEqual([])
  const bent = controlled(share, [...steady.map((value, at) => week(at, value)), week(10, 0.55)], days)
  expect(bent.points.at(-1)?.signals).toEqual(['beyond-limits'])
  expect(calm.chart).toBe('p')
})

test('days that differ for reasons of their own widen the limits', () => {
  const wild = [0.5, 0.9, 0.55, 0.95, 0.5, 0.9, 0.6, 0.92, 0.5]
  const { chart, points } = controlled(
    share,
    wild.map((value, at) => week(at, value)),
    days,
  )
  expect(chart).toBe('laney')
  expect(points.flatMap(({ signals }) => signals)).toEqual([])
})

test('what is cut, unsettled or too few draws no limit and is no signal', () => {
  const points = [
    ...steady.map((value, at) => week(at, value * 100)),
    week(10, 5, { cut: true }),
    week(11, 4, { unsettled: true }),
    week(12, null),
  ]
  const found = controlled(mean, points, days)
  expect(found.chart).toBe('xmr')
  expect(found.points.slice(10).every(({ limits, signals }) => limits === null && signals.length === 0)).toBe(true)
  expect(controlled(mean, points.slice(3), days).chart).toBeNull()
})

test('eight weeks on one side and six in a row upwards are signals', () => {
  const values = [10, 10, 10, 10, 10, 10, 10, 10, 14, 14, 14, 14, 14, 14, 14, 14]
  expect(
    controlled(
      mean,
      values.map((value, at) => week(at, value)),
      days,
    ).points.flatMap(one => one.signals),
  ).toContain('eight-on-one-side')
  const rising = [5, 9, 4, 8, 5, 1, 2, 3, 4, 5, 6]
  expect(
    controlled(
      mean,
      rising.map((value, at) => week(at, value)),
      days,
    ).points.flatMap(one => one.signals),
  ).toContain('six-in-a-row')
})

test('a day is told in half hours, a month in the half year of weeks around it', () => {
  const one = { from: '2026-03-02', to: '2026-03-03' }
  expect(stepFor(one)).toBe('half-hour')
  expect(piecesOf('half-hour', one)).toHaveLength(48)
  expect(piecesOf('half-hour', one)[19]).toEqual({ on: '2026-03-02T09:30', ...one })
  const march = { from: '2026-03-01', to: '2026-04-01' }
  const weeks = piecesOf('week', timeOf('week', march))
  expect([weeks.length, weeks[0]?.on, weeks.at(-1)?.on]).toEqual([26, '2025-10-06', '2026-03-30'])
  expect(piecesOf('month', timeOf('month', march))).toHaveLength(24)
  expect(piecesOf('day', timeOf('day', march))).toHaveLength(31)
})
