import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, difference, estimate, type NpsParts, partsOf } from './nps.ts'

/** golden/nps/golden_vectors.csv, intervals clipped to ±100; then the set files botanic_first50, 100, 250 and miro_nps with its segments. */
test.each([
  [0, 0, 1, -100, -98.498649, 48.498649],
  [1, 0, 0, 100, -48.498649, 98.498649],
  [0, 5, 0, 0, -30.005698, 30.005698],
  [5, 0, 5, 0, -51.127394, 51.127394],
  [10, 0, 0, 100, 47.503552, 100],
  [0, 0, 10, -100, -100, -47.503552],
  [3, 4, 3, 0, -41.289096, 41.289096],
  [7, 2, 1, 60, 7.0394087, 85.268284],
  [36, 20, 44, -8, -24.880055, 9.3460742],
  [50, 30, 20, 30, 14.05113, 44.201297],
  [120, 60, 20, 50, 39.988321, 58.533847],
  [1000, 500, 500, 25, 21.331903, 28.593209],
  [33, 12, 5, 56, 34.44843094, 71.21194642],
  [66, 23, 11, 55, 40.06011183, 66.73600467],
  [165, 59, 26, 55.6, 46.59229144, 63.28913149],
  [306, 95, 40, 60.31746032, 53.85503361, 65.96478621],
  [180, 49, 18, 65.58704453, 57.17782127, 72.42217873],
  [22, 9, 6, 43.24324324, 16.44982766, 63.55017234],
  [104, 37, 16, 56.05095541, 44.52662155, 65.47337845],
])('%i promoters, %i passives, %i detractors are %d', (promoters, passives, detractors, nps, low, high) => {
  expect(estimate({ promoters, passives, detractors })).toEqual({
    value: expect.closeTo(nps, 6),
    low: expect.closeTo(low, 5),
    high: expect.closeTo(high, 5),
  })
})

test('0 to 6, 7 and 8, 9 and 10', () => {
  const all = [0, 6, 7, 8, 9, 10].map(partsOf).reduce(add)
  expect(all).toEqual({ promoters: 2, passives: 2, detractors: 2 })
})

test('says nothing about nothing', () => {
  const none = { promoters: 0, passives: 0, detractors: 0 }
  expect(estimate(none)).toBeNull()
  expect(difference(none, { ...none, promoters: 3 })).toBeNull()
})

const count = fc.nat(500)
const parts: fc.Arbitrary<NpsParts> = fc.record({ promoters: count, passives: count, detractors: count })

test('a whole is the sum of its parts, within ±100, and a team does not differ from itself', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const whole = estimate(add(a, b))
      expect(whole).toEqual(estimate(add(b, a)))
      if (whole) expect([whole.low >= -100, whole.low <= whole.high, whole.high <= 100]).toEqual([true, true, true])
      expect(difference(a, a)?.value ?? 0).toBe(0)
    }),
  )
})
