import fc from 'fast-check'
import { expect, test } from 'vitest'
import { borders } from './graphemes.ts'
import { searchKey } from './normalise.ts'
import { highlight, tier } from './rank.ts'

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map(piece => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('')

test('whole words come before beginnings, and beginnings before the rest', () => {
  expect(tier('the case is late', 'late')).toBe(0)
  expect(tier('lately it works', 'late')).toBe(1)
  expect(tier('the plates broke', 'late')).toBe(2)
  expect(tier('on time', 'late')).toBeNull()
  expect(tier('plates were late', 'late')).toBe(0)
})

test('a document’s own words decide in Thai: รถ stands whole in ขับรถไป', () => {
  expect(tier('ขับรถไป', 'รถ')).toBe(0)
  expect(tier('ສະບາຍດີ', 'ບາຍ')).not.toBe(0)
})

test('marks what was typed, in whichever spelling', () => {
  expect(marked('Too LATE, too late.', 'late')).toBe('Too [LATE], too [late].')
  expect(marked('ดื่มนํ้าเย็น', 'น้ำ')).toBe('ดื่ม[นํ้า]เย็น')
  expect(marked('ມີຫລາຍ ແລະ ຫຼາຍ', 'ຫຼາຍ')).toBe('ມີ[ຫລາຍ] ແລະ [ຫຼາຍ]')
  expect(marked('soooooo good', 'soo good')).toBe('[soooooo good]')
  expect(marked('ราคา ๑๐๐ บาท', '100')).toBe('ราคา [๑๐๐] บาท')
  expect(marked('  a\n\n b', 'a b')).toBe('  [a\n\n b]')
  expect(marked('nothing here', '')).toBe('nothing here')
})

test('never leaves a mark without its letter', () => {
  expect(marked('ขับรถที่นี่', 'ท')).toBe('ขับรถ[ที่]นี่')
  expect(marked('ក្ដៅ', 'ក')).toBe('[ក្ដៅ]')
})

const text = fc
  .array(fc.constantFrom('น้ำ', 'นํ้า', 'เเรง', 'มากกกก', 'ຫຼາຍ', 'ໜ້າ', 'ផ្តល់', 'ឲ្យ', 'é', 'e\u0301', '😀', '๑๒', '  ', '\u200b', 'Ab', 'ﬁ'), {
    minLength: 1,
    maxLength: 10,
  })
  .map(all => all.join(''))

test('the pieces are the text again, cut at cluster borders, and there is a hit wherever the key has the query', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 6 }), (one, from, size) => {
      const key = [...searchKey(one)]
      const query = key.slice(from % (key.length || 1), (from % (key.length || 1)) + size).join('')
      const pieces = highlight(one, query)
      const edges = borders(one)
      let at = 0
      expect(pieces.every(piece => edges.has((at += piece.text.length)))).toBe(true)
      expect(pieces.map(piece => piece.text).join('')).toBe(one)
      expect(pieces.some(piece => piece.hit)).toBe(searchKey(query) !== '')
    }),
    { numRuns: 3000 },
  )
})
