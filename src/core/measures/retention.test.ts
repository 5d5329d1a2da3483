import fc from 'fast-check'
import { expect, test } from 'vitest'
import { medianLifetime, stayedAfter, survival, worth } from './retention.ts'

/** Miller's AML trial, maintained arm: golden/retention/aml_textbook_km.csv. */
const left = [9, 13, 18, 23, 31, 34, 48]
const stayed = [13, 28, 45, 161]
const aml = [...left.map(after => ({ after, left: 1, stayed: 0 })), ...stayed.map(after => ({ after, left: 0, stayed: 1 }))]

test('the textbook curve has its values, risk sets and Greenwood errors', () => {
  const curve = survival(aml)
  expect(curve.map(({ after, atRisk }) => [after, atRisk])).toEqual([
    [9, 11],
    [13, 10],
    [18, 8],
    [23, 7],
    [31, 5],
    [34, 4],
    [48, 2],
  ])
  expect(curve.map(({ value }) => value)).toEqual(
    [
      0.909090909090909, 0.818181818181818, 0.715909090909091, 0.613636363636364, 0.490909090909091, 0.368181818181818, 0.184090909090909,
    ].map(value => expect.closeTo(value, 12)),
  )
  expect(curve.map(({ error }) => error)[2]).toBeCloseTo(0.139664970557228, 12)
  expect([medianLifetime(curve), stayedAfter(curve, 5), stayedAfter(curve, 30)]).toEqual([31, 1, expect.closeTo(0.613636363636364, 12)])
})

/** golden/retention/telco_km.csv after one month: 7,032 at risk, 380 left. */
test('the interval is that of the log(−log) scale', () => {
  const [first] = survival([
    { after: 0, left: 0, stayed: 11 },
    { after: 1, left: 380, stayed: 233 },
    { after: 2, left: 123, stayed: 6296 },
  ])
  expect(first).toMatchObject({
    atRisk: 7032,
    value: expect.closeTo(0.945961319681456, 12),
    error: expect.closeTo(0.00269618461060997, 12),
    low: expect.closeTo(0.940418371315835, 10),
    high: expect.closeTo(0.95100212095724, 10),
  })
})

test('whatever the order, the curve only falls and its interval holds it', () => {
  const lifetimes = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 40 }), left: fc.integer({ min: 0, max: 5 }), stayed: fc.integer({ min: 0, max: 5 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  fc.assert(
    fc.property(lifetimes, given => {
      const curve = survival(given)
      expect(survival([...given].reverse())).toEqual(curve)
      curve.forEach(({ value, low, high }, index) => {
        expect(value).toBeLessThanOrEqual((curve[index - 1]?.value ?? 1) + 1e-12)
        expect(low - 1e-12 <= value && value <= high + 1e-12).toBe(true)
      })
    }),
  )
})

/** golden/retention/retention_economics.csv: .80 → .85 at 10 % is worth 27.5 % more at the end, 20 % at the start. */
test('five points of retention are worth what the convention says', () => {
  const [before, after] = [0.8, 0.85].map(retention => worth({ margin: 100, retention, discount: 0.1 }))
  expect([after!.end / before!.end - 1, after!.start / before!.start - 1]).toEqual([expect.closeTo(0.275, 9), expect.closeTo(0.2, 9)])
  expect(before).toMatchObject({ end: expect.closeTo(266.6666667, 6), periods: expect.closeTo(5, 9) })
})
