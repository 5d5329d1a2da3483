import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimate as count } from './count.ts'
import { add, estimate, type RatioParts } from './ratio.ts'

const day = (top: number, bottom: number): RatioParts => ({
  n: top,
  clusters: 1,
  top,
  bottom,
  topSquares: top ** 2,
  bottomSquares: bottom ** 2,
  products: top * bottom,
})

test('six days of cases and hours: sums, never an average of averages', () => {
  // By hand: 60 cases in 40 hours; residuals 10−1.5·8, 12−1.5·8, 9−1.5·4, 6−1.5·6, 14−1.5·8, 9−1.5·6 → −2, 0, 3, −3, 2, 0; their squares add up to 26.
  const all = [day(10, 8), day(12, 8), day(9, 4), day(6, 6), day(14, 8), day(9, 6)].reduce(add)
  const found = estimate(all)!
  expect(found.value).toBe(1.5)
  const spread = (2.5705818 * Math.sqrt((6 / 5) * 26)) / 40
  expect(found.low).toBeCloseTo(1.5 - spread, 6)
  expect(found.high).toBeCloseTo(1.5 + spread, 6)
})

test('without hours there is no figure, with one day no interval', () => {
  expect(estimate({ ...day(3, 0), clusters: 0 })).toBeNull()
  expect(estimate(day(3, 2))).toEqual({ value: 1.5, low: null, high: null })
})

test('the order of adding changes nothing', () => {
  const days = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 12 })), { minLength: 2, maxLength: 20 })
  fc.assert(
    fc.property(days, some => {
      const forth = some.map(([t, b]) => day(t, b)).reduce(add)
      const back = [...some]
        .reverse()
        .map(([t, b]) => day(t, b))
        .reduce(add)
      expect(estimate(forth)).toEqual(estimate(back))
    }),
  )
})

test('a count of ten lies between 4.8 and 18.4, as the exact interval of Poisson says', () => {
  expect(count(10)).toEqual({ value: 10, low: expect.closeTo(4.7954, 1), high: expect.closeTo(18.3904, 1) })
  expect(count(0)).toEqual({ value: 0, low: 0, high: expect.closeTo(3.6889, 0) })
})
