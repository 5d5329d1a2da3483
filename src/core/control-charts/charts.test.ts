import { expect, test } from 'vitest'
import { laneyStretch, pChart, signals, uChart, xmr } from './charts.ts'

/** First twelve months of golden/outliers/nhs_ae_RF4_xmr.csv; limits computed by hand from 2.66 and 3.268. */
const months = [0.782734, 0.784318, 0.799401, 0.826468, 0.90842, 0.889838, 0.863647, 0.87016, 0.813756, 0.743172, 0.84964, 0.834514]

test('individual values wander within 2.66 mean moving ranges', () => {
  const chart = xmr(months)!
  const ranges = months.slice(1).map((value, index) => Math.abs(value - months[index]!))
  const meanRange = ranges.reduce((a, b) => a + b) / 11
  expect(chart.high - chart.centre).toBeCloseTo(2.66 * meanRange, 12)
  expect(chart.rangeHigh).toBeCloseTo(3.268 * meanRange, 12)
  expect(xmr([3])).toBeNull()
})

test('a share has wider limits on a quiet day', () => {
  const [quiet, busy] = pChart([
    { hits: 16, total: 20 },
    { hits: 800, total: 1000 },
  ])
  expect(quiet!.high - quiet!.low).toBeGreaterThan(busy!.high - busy!.low)
  expect(busy!.low).toBeCloseTo(0.8 - 3 * Math.sqrt(0.16 / 1000), 9)
  expect(uChart([{ count: 10, exposure: 1000 }])[0]).toEqual({
    centre: 0.01,
    low: expect.closeTo(0.01 - 3 * Math.sqrt(0.01 / 1000), 12),
    high: expect.closeTo(0.01 + 3 * Math.sqrt(0.01 / 1000), 12),
  })
})

test('days that differ for their own reasons widen the limits', () => {
  const days = [0.7, 0.9, 0.72, 0.88, 0.7, 0.9].map(p => ({ hits: p * 10_000, total: 10_000 }))
  expect(laneyStretch(days)).toBeGreaterThan(20)
  expect(laneyStretch([{ hits: 8, total: 10 }])).toBe(1)
})

test('a signal names its rule, once', () => {
  const limits = Array.from({ length: 12 }, () => ({ centre: 0, low: -3, high: 3 }))
  expect(signals([0, 4, 0, -1, 0, 1, -1, 1, -1, 1, -1, 1], limits)).toEqual([{ at: 1, rule: 'beyond-limits' }])
  expect(signals([1, 2, 1, 2, 1, 2, 1, 2, 1, -1, 1, -1], limits)).toEqual([{ at: 7, rule: 'eight-on-one-side' }])
  expect(signals([-2, -1.5, -1, -0.5, 0.5, 1, 0, 1, 0, 1, 0, 1], limits)).toEqual([{ at: 5, rule: 'six-in-a-row' }])
})
