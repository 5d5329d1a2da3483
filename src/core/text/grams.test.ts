import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gramLines, indexGrams, likePattern, queryGrams, tsquery } from './grams.ts'
import { borders } from './graphemes.ts'
import { searchKey } from './normalise.ts'

/** The index's own promise, without LIKE behind it. */
function finds(key: string, query: string, workspace = 7): boolean {
  const grams = indexGrams(key, workspace)
  const asked = queryGrams(searchKey(query), workspace)
  if (!asked) return true
  return 'prefix' in asked ? grams.some(gram => gram.startsWith(asked.prefix)) : asked.all.every(gram => grams.includes(gram))
}

const words = ['บริการ', 'น้ำ', 'แรง', 'ๆ', 'มาก', 'รถ', 'ພະນັກງານ', 'ຫຼາຍ', 'ໜ້າ', 'ນ້ຳ', 'ສະບາຍ', 'ផ្ដល់', 'ឱ្យ', 'សប្បាយ', 'ក្ដៅ']
const latin = ['delivery', 'Late', '“late”', 'é', 'naïve', '😀', "it's", '42', ' ', ', ', '1001']
const text = fc.array(fc.constantFrom(...words, ...latin), { minLength: 1, maxLength: 12 }).map(all => all.join(''))

test('every part of a key of one to ten code points is found', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 10 }), (one, from, size) => {
      const letters = [...searchKey(one)]
      const start = from % letters.length || 0
      return finds(searchKey(one), letters.slice(start, start + size).join(''))
    }),
    { numRuns: 5000 },
  )
})

test('every part of a text as typed, cut where a reader would, is found and compares equal', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 10 }), (one, from, size) => {
      const edges = [...borders(one)].sort((a, b) => a - b)
      const start = from % (edges.length - 1)
      const part = one.slice(edges[start], edges[start + size] ?? one.length)
      return searchKey(one).includes(searchKey(part)) && finds(searchKey(one), part)
    }),
    { numRuns: 5000 },
  )
})

test('another workspace finds nothing, also when its number begins alike', () => {
  expect(finds('late again', 'late', 7)).toBe(true)
  const grams = indexGrams('late again', 1)
  expect(grams.some(gram => gram.startsWith('10:') || gram.startsWith('11:'))).toBe(false)
  expect(queryGrams('l', 36)).toEqual({ prefix: '10:l' })
})

test('the ends of a text are found by their last one and two characters', () => {
  expect(indexGrams('ab', 7)).toEqual(['7:ab', '7:b'])
  expect(indexGrams('😀รถ', 7)).toEqual(['7:ถ', '7:รถ', '7:😀รถ'])
  expect(indexGrams('', 7)).toEqual([])
})

test('grams by the line are the grams of the index, also beyond the basic plane', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 40 })).map(searchKey), fc.nat({ max: 100_000 }), (key, number) => {
      const lines = gramLines(key, number)
      expect([...new Set(lines === '' ? [] : lines.split('\n'))].sort()).toEqual(indexGrams(key, number))
    }),
  )
})

test('quotes and backslashes of a query are letters, not syntax', () => {
  expect(tsquery("it's", 7)).toBe("'7:it''' & '7:t''s'")
  expect(tsquery('a\\', 7)).toBe("'7:a\\\\':*")
  expect(tsquery('รถ', 7)).toBe("'7:รถ':*")
  expect(tsquery(' \u200b ', 7)).toBeNull()
  expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%')
})
