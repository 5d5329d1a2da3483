import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Definition, Words } from '#core/surveys/definition.ts'
import { wordKeysOf } from '#core/surveys/words.ts'
import * as edits from './edits.ts'
import { begin, type History, step } from './history.ts'
import { presets, questionOf } from './presets.ts'

const start = (): edits.Draft => ({
  name: 'A survey',
  definition: Definition.parse({
    language: 'en',
    questions: [
      { key: 'score', kind: 'score', scale: { id: 'nps', min: 0, max: 10 } },
      { key: 'which', kind: 'choice', choices: ['a', 'b', 'c'] },
      {
        key: 'why',
        kind: 'text',
        when: {
          conditions: [
            { question: 'which', is: 'equals', value: 'a' },
            { question: 'score', is: 'at-most', value: 6 },
          ],
        },
      },
    ],
    ends: [{ key: 'thanks' }],
    quotas: [{ question: 'which', value: 'b', most: 10 }],
  }),
  words: {
    en: { title: 'T', 'score.ask': 'S', 'which.ask': 'W', 'which.choice.a': 'A', 'which.choice.b': 'B', 'why.ask': '?' },
    lo: { 'which.ask': 'ລາວ' },
  },
})

test('a question goes with its words, and with the conditions and quotas about it', () => {
  const { definition, words } = edits.removeQuestion(start(), 'which')
  expect(definition.questions.map(({ key }) => key)).toEqual(['score', 'why'])
  expect(definition.questions[1]!.when?.conditions).toEqual([{ question: 'score', is: 'at-most', value: 6 }])
  expect(definition.quotas).toEqual([])
  expect(words).toEqual({ en: { title: 'T', 'score.ask': 'S', 'why.ask': '?' }, lo: {} })
})

test('a new name is followed by everything that names the question', () => {
  const { definition, words } = edits.renameQuestion(start(), 'which', 'what')
  expect(definition.questions[2]).toMatchObject({ when: { conditions: [{ question: 'what' }, { question: 'score' }] } })
  expect(definition.quotas[0]!.question).toBe('what')
  expect(words.lo).toEqual({ 'what.ask': 'ລາວ' })
  expect(['end', 'score', 'Upper', ''].map(next => edits.wrongKey(start(), 'which', next))).toEqual([
    'taken',
    'taken',
    'invalid',
    'invalid',
  ])
})

test('a copy stands behind its original and speaks as it does', () => {
  const { definition, words } = edits.copyQuestion(start(), 'which')
  expect(definition.questions.map(({ key }) => key)).toEqual(['score', 'which', 'choice', 'why'])
  expect(words.en).toMatchObject({ 'choice.ask': 'W', 'choice.choice.a': 'A' })
})

test('a choice goes with its words and quota; two always stay', () => {
  const one = edits.removePart(start(), 'which', 'choices', 'b')
  expect(one.definition.quotas).toEqual([])
  expect(one.words.en).not.toHaveProperty('which.choice.b')
  expect(edits.removePart(one, 'which', 'choices', 'a')).toBe(one)
})

test('lines become choices with words', () => {
  const { definition, words } = edits.addParts(start(), 'which', 'choices', 'lo', ['ໜຶ່ງ', 'ສອງ'])
  expect(definition.questions[1]).toMatchObject({ choices: ['a', 'b', 'c', 'choice-4', 'choice-5'] })
  expect(words.lo).toMatchObject({ 'which.choice.choice-4': 'ໜຶ່ງ', 'which.choice.choice-5': 'ສອງ' })
})

test('a moved thing keeps the others in order, and stays inside its list', () => {
  expect(edits.moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(edits.moved(['a', 'b'], 1, 9)).toEqual(['a', 'b'])
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(20), fc.integer({ min: -3, max: 20 }), (list, from, to) => {
      expect(edits.moved(list, from, to).toSorted()).toEqual(list.toSorted())
    }),
  )
})

test('the language it falls back to cannot be taken out', () => {
  expect(edits.removeLanguage(start(), 'en')).toEqual(start())
  expect(Object.keys(edits.removeLanguage(edits.setFallback(start(), 'km'), 'en').words)).toEqual(['lo', 'km'])
})

const anyEdit: fc.Arbitrary<(draft: edits.Draft) => edits.Draft> = fc.oneof(
  fc.constantFrom(...presets).map(preset => (draft: edits.Draft) => {
    const { question, words } = questionOf(preset, draft.definition)
    return edits.addQuestion(draft, question, words, null)
  }),
  fc
    .nat(9)
    .map(
      at => (draft: edits.Draft) => edits.removeQuestion(draft, draft.definition.questions.at(at % draft.definition.questions.length)!.key),
    ),
  fc
    .nat(9)
    .map(
      at => (draft: edits.Draft) => edits.copyQuestion(draft, draft.definition.questions.at(at % draft.definition.questions.length)!.key),
    ),
  fc.tuple(fc.nat(9), fc.nat(9)).map(
    ([from, to]) =>
      (draft: edits.Draft) =>
        edits.moveQuestion(draft, from, to),
  ),
  fc.constant((draft: edits.Draft) => edits.addEnd(draft, { en: { title: 'Bye' } })),
  fc.constant((draft: edits.Draft) => edits.addPart(draft, 'which', 'choices')),
  fc.constantFrom('a', 'b', 'choice-4').map(one => (draft: edits.Draft) => edits.removePart(draft, 'which', 'choices', one)),
)

test('whatever is done, the draft can be saved, and no word is left of what is gone', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 12 }), all => {
      const draft = all.reduce((one, edit) => edit(one), start())
      expect(Definition.safeParse(draft.definition).error).toBeUndefined()
      expect(Words.safeParse(draft.words).success).toBe(true)
      const known = new Set(wordKeysOf(draft.definition).map(({ key }) => key))
      for (const texts of Object.values(draft.words)) expect(Object.keys(texts).filter(key => !known.has(key))).toEqual([])
    }),
  )
})

test('undo leads back through everything, and redo forth again', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 10 }), all => {
      const end = all.reduce<History>((one, edit) => step(one, { kind: 'edit', edit }), begin(start()))
      const back = end.past.reduce<History>(one => step(one, { kind: 'undo' }), end)
      expect(back.present).toEqual(start())
      expect(end.past.reduce<History>(one => step(one, { kind: 'redo' }), back).present).toEqual(end.present)
    }),
  )
})

test('what is typed in one go is one step back', () => {
  const type = (history: History, text: string) =>
    step(history, { kind: 'edit', edit: draft => edits.setWord(draft, 'en', 'title', text), mark: 'en title' })
  const typed = ['O', 'On', 'One'].reduce(type, begin(start()))
  expect(step(typed, { kind: 'undo' }).present.words.en!.title).toBe('T')
  const rested = type(step(typed, { kind: 'rest' }), 'One two')
  expect(step(rested, { kind: 'undo' }).present.words.en!.title).toBe('One')
})
