import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Definition } from '#core/surveys/definition.ts'
import type { Draft } from './edits.ts'
import { cellsOf, withWords, wordsAsCsv, wordsFrom } from './words-csv.ts'

const draft = (words: Draft['words']): Draft => ({
  name: 'A survey',
  definition: Definition.parse({ language: 'en', questions: [{ key: 'why', kind: 'text' }] }),
  words,
})
const said = fc
  .string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', '=', '+', '-', '@', "'", 'ກ', '៖'), minLength: 1 })
  .filter(text => text.trim() !== '')

test('whatever was written comes back from the table as it was', () => {
  fc.assert(
    fc.property(said, said, (title, ask) => {
      const before = draft({ en: { title, 'why.ask': ask }, lo: { title: ask } })
      const read = wordsFrom(wordsAsCsv(before, ['en', 'lo']), before)!
      expect(withWords(draft({ en: {} }), read.words).words).toEqual(before.words)
    }),
  )
})

test('no cell of the table is a formula', () => {
  const text = wordsAsCsv(draft({ en: { title: '=HYPERLINK("x")', 'why.ask': '-1' } }), ['en'])
  for (const row of cellsOf(text)) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
})

test('what is copied from a spreadsheet is read too, a new language comes with it, and what belongs nowhere is named', () => {
  const read = wordsFrom('key\tvi\ntitle\tXin chào\ngone.ask\t?\nwhy.ask\t\n', draft({ en: {} }))!
  expect(read).toEqual({ words: { vi: { title: 'Xin chào' } }, texts: 1, unknown: ['gone.ask'] })
  expect(wordsFrom('name,age\nA,1', draft({ en: {} }))).toBeNull()
})
