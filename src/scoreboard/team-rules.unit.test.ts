import { expect, test } from 'vitest'
import { findingOf, type Standing } from './team-rules.ts'

const stands = (more: Partial<Standing> = {}): Standing => ({
  n: 60,
  value: 0.6,
  adjusted: 0.61,
  z: -3,
  learn: 0,
  outlier: 'worse',
  ...more,
})
const of = (now: Standing, before: (Standing | undefined)[] = [], pair: Parameters<typeof findingOf>[3] = null) =>
  findingOf('csat', { now, before, others: 0.8 }, false, pair)?.kind ?? null

test('one bad period is one; two of three on the same side are worth a hand', () => {
  expect(of(stands())).toBe('once')
  expect(of(stands(), [stands({ z: -0.4, outlier: null }), undefined])).toBe('help')
  expect(of(stands(), [stands({ z: 1 }), stands({ z: 0.5 })])).toBe('once')
})

test('below twenty facts, and within chance, nothing is said', () => {
  expect(of(stands({ n: 19 }), [stands(), stands()])).toBeNull()
  expect(of(stands({ outlier: null }), [stands(), stands()])).toBeNull()
})

test('whoever is surely above the others can teach, outlier or not', () => {
  const good = stands({ z: 1.5, outlier: null, learn: 0.95 })
  expect(of(good, [stands({ z: 1 })])).toBe('teach')
  expect(of(stands({ z: 1.5, outlier: null, learn: 0.85 }), [stands({ z: 1 })])).toBeNull()
})

test('fast but they come back is no success', () => {
  const fast = stands({ z: 4, outlier: 'better' })
  expect(of(fast, [fast, fast], { metric: 'first-contact-resolution', side: 'worse' })).toBe('contradicted')
  expect(of(fast, [fast, fast], { metric: 'first-contact-resolution', side: 'better' })).toBe('teach')
  const slow = stands()
  expect(of(slow, [slow], { metric: 'csat', side: 'better' })).toBe('help')
})

test('where less is better, below is the better side', () => {
  const few = stands({ z: -3, outlier: 'better' })
  expect(findingOf('reopen-rate', { now: few, before: [few], others: 0.1 }, true, null)?.kind).toBe('teach')
})
