import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchKey, store } from './normalise.ts'

const alike = (...spellings: string[]) => expect(new Set(spellings.map(searchKey)).size, spellings.join(' ')).toBe(1)
const apart = (...words: string[]) => expect(new Set(words.map(searchKey)).size, words.join(' ')).toBe(words.length)
/** Pieces of the four scripts, with the marks and look-alikes that folds are about. */
const pieces = fc.constantFrom(
  ...'กขคนมรวสะาำิีึืุูเแโใไ่้๊๋์ๆํ ๐๑๒ກຂຄນມລຫໜໝຼະາຳິີໍ່້ເແໄໆ໑កខគងចដតនបយរល្ាិីឹុូើៀេែោះំៈ៉៊់៍ឱឲ១២៣'.split(''),
  ...['ํา', 'ํ้า', 'เเ', 'ໍາ', 'ຫຼ', 'ຫນ', '្ត', '្ដ', 'ឱ្យ', 'ឲ្យ', '\u200b', '\ufeff', 'Ab', 'ß', 'ﬁ', 'é', 'é', '5', '  ', '\n'],
)
const fourScripts = fc.array(pieces, { maxLength: 40 }).map(all => all.join(''))

test('two spellings that a reader takes for one have one key', () => {
  alike('น้ำ', 'น้ํา', 'นํ้า')
  alike('ນ້ຳ', 'ນ້ໍາ', 'ນໍ້າ')
  alike('แม่', 'เเม่', 'เเเเม่')
  alike('ໜ້າ', 'ຫນ້າ')
  alike('ໝາຍ', 'ຫມາຍ')
  alike('ຫຼາຍ', 'ຫລາຍ')
  alike('ឱ្យ', 'ឲ្យ')
  alike('ផ្ដល់', 'ផ្តល់')
  alike('ក\u200bខ', 'កខ', '\ufeffកខ')
  alike('๑๒๓', '໑໒໓', '១២៣', '123', '１２３')
  alike('Café  Noir', ' CAFE\u0301\tnoir\n')
  alike('soooooo', 'sooo', 'SOO')
  alike('มากกกกกก', 'มากก')
  alike('ΟΔΟΣ', 'οδος', 'οδοσ')
})

test('what differs for a reader keeps different keys', () => {
  apart('ขาว', 'ข่าว', 'ข้าว')
  apart('100001', '1001', '10001')
  apart('เก่ง', 'แก่ง')
  apart('ບໍ່ພໍໃຈ', 'ພໍໃຈ')
  apart('coop', 'cop')
})

test('the key of a key is itself', () => {
  const text = fc.oneof(fourScripts, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
  fc.assert(
    fc.property(text, one => searchKey(searchKey(one)) === searchKey(one)),
    { numRuns: 3000 },
  )
})

test('what is stored is what was typed, without what a database refuses', () => {
  expect(store('a\0b')).toBe('ab')
  expect(store('a\ud800b')).toBe('ab')
  expect(store('น้ำ ໜ ﬁ เเ')).toBe('น้ำ ໜ ﬁ เเ')
  expect(store('e\u0301')).toBe('é')
  expect(searchKey('x\0y\ud800z')).toBe('xyz')
})

test('ten times the text takes about ten times as long, in every script', () => {
  for (const seed of ['We waited for 3 hours sooo long. ', 'น้ำเเรงมากกกก ๑๒๓ ', 'ຫຼາຍໍາຫນ້າ ', 'ផ្តល់ឲ្យ១២៣ ', 'a\u0301\u0301\u0301\u0301'])
    expect(growth(seed), seed).toBeLessThanOrEqual(2.5)
})

/** Time per character at 1 MB against 125 kB; the best of several rounds, since the machine is shared. */
function growth(seed: string): number {
  const small = seed.repeat(Math.ceil(125_000 / seed.length))
  const large = small.repeat(8)
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5 && best > 2.5; round++) best = Math.min(best, spent(large, 1) / spent(small, 8))
  return best
}

function spent(text: string, times: number): number {
  const start = performance.now()
  for (let time = 0; time < times; time++) searchKey(text)
  return performance.now() - start
}
