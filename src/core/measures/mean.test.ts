import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, estimate, partsOf } from './mean.ts'
import { tQuantile95 } from './student.ts'

const of = (...values: number[]) => estimate(values.map(partsOf).reduce(add))

/** Published tables of t, two-sided 95 %. */
test.each([
  [1, 12.706205],
  [2, 4.302653],
  [3, 3.182446],
  [4, 2.776445],
  [5, 2.570582],
  [10, 2.228139],
  [29, 2.04523],
  [30, 2.042272],
  [100, 1.983972],
  [200, 1.971896],
  [1000, 1.962339],
])('t with %i degrees of freedom is %d', (degrees, t) => {
  expect(tQuantile95(degrees)).toBeCloseTo(t, 5)
})

/** Gosset's own example (1908): hours of sleep gained; mean 1.58, sd 1.230, n 10. */
test('agrees with Student’s sleep data', () => {
  expect(of(1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4)).toEqual({
    value: expect.closeTo(1.58, 10),
    low: expect.closeTo(0.7001142, 6),
    high: expect.closeTo(2.4598858, 6),
  })
})

test('one value has no interval, none has no mean', () => {
  expect(of(5)).toEqual({ value: 5, low: null, high: null })
  expect(estimate({ n: 0, sum: 0, sumSquares: 0 })).toBeNull()
})

test('brackets its value whatever the order of adding', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 86_400 }), { minLength: 2, maxLength: 50 }), values => {
      const { value, low, high } = of(...values)!
      expect(low!).toBeLessThanOrEqual(value)
      expect(high!).toBeGreaterThanOrEqual(value)
      expect(of(...values.toReversed())).toEqual({ value, low: expect.closeTo(low!, 3), high: expect.closeTo(high!, 3) })
    }),
  )
})
