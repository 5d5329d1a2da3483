import { expect, test } from 'vitest'
import { cronbachAlpha } from './cronbach.ts'

test('items that all say the same agree fully', () => {
  expect(cronbachAlpha([1, 3, 5, 2].map(one => [one, one, one]))).toBeCloseTo(1, 12)
})

test('worked by hand: three items, five people', () => {
  const rows = [
    [4, 5, 4],
    [2, 3, 2],
    [5, 5, 4],
    [3, 2, 3],
    [1, 2, 2],
  ]
  // Item variances 2.5, 2.3, 1; sums 13 7 14 8 5 with variance 15.3: 3/2 · (1 − 5.8 / 15.3).
  expect(cronbachAlpha(rows)).toBeCloseTo(1.5 * (1 - 5.8 / 15.3), 12)
})

test('one item, one person or no spread has none', () => {
  expect([
    cronbachAlpha([[1], [2]]),
    cronbachAlpha([[1, 2]]),
    cronbachAlpha([]),
    cronbachAlpha([
      [1, 2],
      [2, 1],
    ]),
  ]).toEqual([null, null, null, null])
})
