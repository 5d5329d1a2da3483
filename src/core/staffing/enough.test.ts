import { expect, test } from 'vitest'
import { gammaBelow, gammaQuantile } from '../chance/gamma.ts'
import { needed, scheduledFor, servedBy, volumeOf } from './enough.ts'

/** χ² tables: 5.991 is the 95th percentile with 2 degrees, 13.442 the 80th with 10; the exponential's median is ln 2. */
test('percentiles of the gamma distribution are those of the tables', () => {
  expect(gammaQuantile(0.95, 1) * 2).toBeCloseTo(5.9915, 4)
  expect(gammaQuantile(0.8, 5) * 2).toBeCloseTo(13.442, 3)
  expect(gammaQuantile(0.5, 1)).toBeCloseTo(Math.LN2, 10)
  expect(gammaBelow(gammaQuantile(0.3, 0.4), 0.4)).toBeCloseTo(0.3, 10)
  expect(gammaBelow(gammaQuantile(0.8, 900), 900)).toBeCloseTo(0.8, 9)
})

test('days that differ by chance alone have one rate; wilder ones a low, a middle and a high', () => {
  expect(volumeOf([10, 10, 10, 10])).toEqual({ low: 10, middle: 10, high: 10 })
  const { low, middle, high } = volumeOf([40, 100, 160, 60, 140])
  expect([low < 70, middle > 85 && middle < 100, high > 130]).toEqual([true, true, true])
  expect(volumeOf([])).toEqual({ low: 0, middle: 0, high: 0 })
})

/** golden/staffing/erlang_a_grid.csv: load 10, 180 s, patience 300 s, 20 s: 12 serve .7756…, 13 .8584; erlang_c_grid.csv: 14 for .8. */
test('patience that ends needs fewer than endless patience', () => {
  const keeps = { handleSeconds: 180, targetSeconds: 20, serviceLevel: 0.8, patienceSeconds: 300 }
  expect(needed(10, keeps)).toBe(13)
  expect(needed(10, { ...keeps, patienceSeconds: null })).toBe(14)
  expect(servedBy(10, 10, keeps)).toBeCloseTo(0.5168101686, 8)
  expect(servedBy(14, 10, { ...keeps, patienceSeconds: null })).toBeCloseTo(0.888350019179, 9)
  expect(servedBy(9.9, 10, { ...keeps, patienceSeconds: null })).toBe(0)
  expect([needed(0, keeps), servedBy(0, 3, keeps), servedBy(0, 0, keeps)]).toEqual([0, 0, 1])
})

test('who is needed is more on the list', () => {
  expect([scheduledFor(40, 0.3), scheduledFor(14, 0.3), scheduledFor(7, 0)]).toEqual([58, 20, 7])
})
