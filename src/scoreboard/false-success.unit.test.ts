import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Change, falseSuccess } from './false-success-rules.ts'

const change = (value: number, half: number) => ({ value, low: value - half, high: value + half, seen: Math.abs(value) > half })
const speed = (value: number, half: number): Change => ({ metric: 'handle-time', better: null, change: change(value, half) })
const back = (value: number, half: number, metric = 'came-back'): Change => ({ metric, better: 'down', change: change(value, half) })

test('shorter calls and more who come back are a false success', () => {
  expect(falseSuccess(speed(-40, 10), [back(0.08, 0.03)])).toEqual(['came-back'])
  const held: Change = { metric: 'first-contact-resolution', better: 'up', change: change(-0.08, 0.03) }
  expect(falseSuccess(speed(-40, 10), [held])).toEqual(['first-contact-resolution'])
})

test('longer calls, or fewer who come back, are none', () => {
  expect(falseSuccess(speed(40, 10), [back(0.08, 0.03)])).toEqual([])
  expect(falseSuccess(speed(-40, 10), [back(-0.08, 0.03)])).toEqual([])
  expect(falseSuccess(speed(-40, 10), [{ ...back(0, 0), change: null }])).toEqual([])
})

test('of four questions one that is just beyond chance is not enough', () => {
  const barely = back(0.0305, 0.03)
  expect(falseSuccess(speed(-40, 10), [barely])).toEqual(['came-back'])
  expect(falseSuccess(speed(-40, 10), [barely, back(0, 0.03, 'a'), back(0, 0.03, 'b'), back(0, 0.03, 'c')])).toEqual([])
})

test('an interval that covers nought is never a finding', () => {
  const any = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.001, max: 1, noNaN: true }))
  fc.assert(
    fc.property(any, fc.array(any, { maxLength: 4 }), (fast, some) => {
      const repeats = some.map(([value, half], at) => back(value, half, String(at)))
      const found = falseSuccess(speed(...fast), repeats)
      if (!speed(...fast).change?.seen) expect(found).toEqual([])
      for (const one of found) expect(repeats.find(({ metric }) => metric === one)?.change?.low).toBeGreaterThan(0)
    }),
  )
})
