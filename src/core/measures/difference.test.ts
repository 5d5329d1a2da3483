import fc from 'fast-check'
import { expect, test } from 'vitest'
import { against, difference } from './difference.ts'
import { estimate } from './share.ts'

/** Newcombe (1998), table II, method 10: 56/70 − 48/80 is 0.2000 with 0.0524 to 0.3339; 9/10 − 3/10 is 0.6 with 0.1705 to 0.8090. */
test('the difference of two shares is that of the paper', () => {
  const of = (hits: number, total: number) => estimate({ hits, total })!
  expect(difference(of(56, 70), of(48, 80))).toEqual({
    value: expect.closeTo(0.2, 9),
    low: expect.closeTo(0.0524, 4),
    high: expect.closeTo(0.3339, 4),
    seen: true,
  })
  expect(difference(of(9, 10), of(3, 10))).toMatchObject({ low: expect.closeTo(0.1705, 4), high: expect.closeTo(0.809, 4) })
})

test('turned around it is the same difference, and a figure does not differ from itself', () => {
  const figure = fc
    .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }))
    .map(([value, half]) => ({
      value,
      low: value - half,
      high: value + half * 2,
    }))
  fc.assert(
    fc.property(figure, figure, (a, b) => {
      const [there, back] = [difference(a, b)!, difference(b, a)!]
      expect(there.low).toBeCloseTo(-back.high, 9)
      expect(there.seen).toBe(back.seen)
      expect(difference(a, a)!.seen).toBe(false)
    }),
  )
})

test('without an interval nothing is said', () => {
  expect(difference({ value: 3, low: null, high: null }, { value: 1, low: 0, high: 2 })).toBeNull()
  expect(against({ value: 3, low: null, high: null }, 2, 'up')).toBe('open')
})

test('a target is met when the whole interval is on its better side', () => {
  const figure = { value: 0.85, low: 0.83, high: 0.87 }
  expect([0.8, 0.85, 0.9].map(target => against(figure, target, 'up'))).toEqual(['met', 'open', 'short'])
  expect([0.8, 0.85, 0.9].map(target => against(figure, target, 'down'))).toEqual(['short', 'open', 'met'])
})
