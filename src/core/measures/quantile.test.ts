import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimate, quantile } from './quantile.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1)

test('interpolates as R’s type 7 does', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(quantile(upTo(10), 0.9)).toBeCloseTo(9.1, 12)
  expect(quantile(upTo(10), 0.25)).toBe(3.25)
  expect(quantile([7], 0.9)).toBe(7)
  expect(quantile([], 0.5)).toBeNull()
})

/** Ranks of the published tables for a median's 95 % interval (Conover 1999; Hahn & Meeker 1991): n, lower, upper. */
test.each([
  [6, 1, 6],
  [8, 1, 8],
  [9, 2, 8],
  [10, 2, 9],
  [15, 4, 12],
  [20, 6, 15],
  [25, 8, 18],
  [50, 18, 33],
  [100, 40, 61],
])('of %i values the median lies between the %ith and the %ith', (n, low, high) => {
  expect(estimate(upTo(n))).toMatchObject({ low, high })
})

test('too few values have no interval, and none has no median', () => {
  expect(estimate(upTo(5))).toEqual({ value: 3, low: null, high: null })
  expect(estimate(upTo(20), 0.95)).toMatchObject({ high: null })
  expect(estimate([])).toBeNull()
})

test('exact ranks and the approximation meet at a thousand', () => {
  expect(estimate(upTo(1000))).toMatchObject({ low: 469, high: 532 })
  const { low, high } = estimate(upTo(1001))!
  expect([Math.abs(low! - 469.5) <= 1, Math.abs(high! - 532.5) <= 1]).toEqual([true, true])
})

test('brackets its value', () => {
  const values = fc.array(fc.nat(1000), { minLength: 1, maxLength: 300 }).map(all => all.sort((a, b) => a - b))
  fc.assert(
    fc.property(values, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (sorted, p) => {
      const { value, low, high } = estimate(sorted, p)!
      return low === null || high === null || (low <= value && value <= high)
    }),
  )
})
