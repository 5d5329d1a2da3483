import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimate } from '#core/measures/quantile.ts'
import { type Additive, quantileOf, sumOf, type Values } from './additive.ts'

const spread = (all: readonly number[]): Values => {
  const values = [...new Set(all)].sort((a, b) => a - b)
  return { values, upTo: values.map(one => all.filter(value => value <= one).length) }
}

test('a quantile of days put together is that of all their values, with its interval, whatever the days', () => {
  const days = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(days, fc.constantFrom(0.5, 0.9), (some, p) => {
      const all = some.flat().sort((a, b) => a - b)
      const found = quantileOf(some.map(spread), p)
      const expected = estimate(all, p) ?? { value: null, low: null, high: null }
      expect(found).toEqual({ n: all.length, ...expected, value: expected.value === null ? null : expect.closeTo(expected.value, 9) })
    }),
  )
})

test('what does not belong together is not added', () => {
  expect(() =>
    sumOf<Exclude<Additive, { kind: 'quantile' }>>([
      { kind: 'count', n: 1 },
      { kind: 'longest', n: 1, value: 1 },
    ]),
  ).toThrow('do not add up')
})
