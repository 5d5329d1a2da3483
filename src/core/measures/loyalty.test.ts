import { expect, test } from 'vitest'
import { loyalty, satisfactionIndex } from './loyalty.ts'

const csat = { hits: 80, total: 100 }
const nps = { promoters: 50, passives: 30, detractors: 20 }
const ces = { n: 90, sum: 5.5 * 90, sumSquares: 1.4 ** 2 * 89 + 90 * 5.5 ** 2 }

/** golden/composite/golden.csv */
test('three scores make one figure, with its parts and error', () => {
  expect(loyalty({ csat, nps, ces })).toEqual({
    value: expect.closeTo(73.33333333, 7),
    error: expect.closeTo(2.035774019, 7),
    parts: { csat: 80, nps: 65, ces: 75 },
  })
  expect(loyalty({ csat, nps, ces: null })).toMatchObject({ value: 72.5, error: expect.closeTo(2.795084972, 7) })
})

test('one score alone is no loyalty figure', () => {
  expect(loyalty({ csat, nps: null, ces: null })).toBeNull()
  expect(loyalty({ csat, nps: { promoters: 0, passives: 0, detractors: 0 }, ces: { n: 0, sum: 0, sumSquares: 0 } })).toBeNull()
})

/** golden/composite/acsi_formula_golden.csv */
test('the index of three items runs from 0 to 100', () => {
  expect(satisfactionIndex([8.2, 7.5, 7.1])).toBeCloseTo(73.33333333, 7)
  expect(satisfactionIndex([8.2, 7.5, 7.1], [0.3885, 0.319, 0.2925])).toBeCloseTo(73.94388889, 7)
  expect([satisfactionIndex([1, 1, 1]), satisfactionIndex([10, 10, 10])]).toEqual([0, expect.closeTo(100, 9)])
})
