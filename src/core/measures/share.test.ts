import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, estimate, limits } from './share.ts'

/** golden/csat/wilson_golden.csv; 81/263, 15/148, 0/20 and 1/29 are Newcombe's published examples (1998). */
test.each([
  [0, 1, 0, 0.7934506856],
  [1, 1, 0.2065493144, 1],
  [0, 10, 0, 0.2775327999],
  [10, 10, 0.7224672001, 1],
  [1, 10, 0.0178762131, 0.4041500268],
  [5, 10, 0.2365930905, 0.7634069095],
  [8, 10, 0.4901624715, 0.9433178485],
  [15, 20, 0.5312991224, 0.8881382986],
  [81, 263, 0.2552885199, 0.366209577],
  [15, 148, 0.0623863995, 0.1604872417],
  [1, 29, 0.0061132143, 0.1717552188],
  [0, 20, 0, 0.1611251581],
  [80, 100, 0.7111708344, 0.8666330667],
  [850, 1000, 0.8265313416, 0.8707899275],
  [9999, 10000, 0.9994337311, 0.9999823473],
])('%i of %i lies between %d and %d', (hits, total, low, high) => {
  expect(estimate({ hits, total })).toEqual({ value: hits / total, low: expect.closeTo(low, 9), high: expect.closeTo(high, 9) })
})

test('says nothing about nothing', () => {
  expect(estimate({ hits: 0, total: 0 })).toBeNull()
  expect(limits({ hits: 0, total: 0 }, 5)).toBeNull()
})

test('always brackets its value and stays between 0 and 1', () => {
  const parts = fc.integer({ min: 1, max: 5000 }).chain(total => fc.record({ hits: fc.nat(total), total: fc.constant(total) }))
  fc.assert(
    fc.property(parts, one => {
      const { value, low, high } = estimate(one)!
      return 0 <= low && low <= value + 1e-9 && value <= high + 1e-9 && high <= 1
    }),
  )
})

test('a bigger team gets narrower limits', () => {
  const group = add({ hits: 700, total: 1000 }, { hits: 1400, total: 2000 })
  expect(limits(group, 400)!.low).toBeGreaterThan(limits(group, 40)!.low)
})
