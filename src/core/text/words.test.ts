import { expect, test } from 'vitest'
import { collator } from './sort.ts'
import { boundaries, WORDS_VERSION, words } from './words.ts'

test('finds words where there are no spaces', () => {
  expect(words('พนักงานบริการดี', 'th')).toEqual(['พนักงาน', 'บริการ', 'ดี'])
  expect(words("We're late, again.", 'en')).toEqual(["We're", 'late', 'again'])
  expect(WORDS_VERSION).toMatch(/^intl-1-/)
})

test('knows where words may begin and end', () => {
  expect(boundaries('ab cd')).toEqual(new Set([0, 2, 3, 5]))
  expect(boundaries('')).toEqual(new Set([0]))
})

test('sorts Thai and Lao vowels under their consonant (glossary, sorting)', () => {
  expect(['เขา', 'ขา', 'ไก่', 'แกะ', 'เก', 'กา'].sort(collator('th').compare)).toEqual(['กา', 'เก', 'แกะ', 'ไก่', 'ขา', 'เขา'])
  expect(['team 10', 'team 9'].sort(collator('en').compare)).toEqual(['team 9', 'team 10'])
})
