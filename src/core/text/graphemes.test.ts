import fc from 'fast-check'
import { expect, test } from 'vitest'
import { borders, cut, length } from './graphemes.ts'

test('counts what a reader counts', () => {
  expect(length('late')).toBe(4)
  expect(length('ที่นี่')).toBe(2)
  expect(length('👨‍👩‍👧‍👦')).toBe(1)
  expect(length('a\r\nb')).toBe(3)
  expect(length('e\u0301')).toBe(1)
})

test('cuts at a word where one is near, and says so', () => {
  expect(cut('Nobody called me back', 21)).toBe('Nobody called me back')
  expect(cut('Nobody called me back', 20)).toBe('Nobody called me…')
  expect(cut('Supercalifragilistic', 10)).toBe('Supercali…')
  expect(cut('พนักงานบริการดีมาก', 10)).toMatch(/^พนักงาน.*…$/)
})

test('never exceeds its limit nor breaks a cluster', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, most) => {
      const short = cut(text, most)
      expect(length(short)).toBeLessThanOrEqual(Math.max(most, 1))
      if (short !== text) expect(borders(text).has(short.length - 1) || /\s$/.test(text.slice(0, short.length))).toBe(true)
    }),
  )
})
