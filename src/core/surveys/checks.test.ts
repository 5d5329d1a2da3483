import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, isSame } from './changes.ts'
import { blocking, checksOf, placeOf } from './checks.ts'
import { canHold, saidOf, takesValue, valuesOf } from './conditions.ts'
import { Definition, type SurveyContent, type When } from './definition.ts'
import { applies, asked } from './flow.ts'
import { leadTo } from './lead-to.ts'
import { parts, scored, wordsIn, wordsOfScore } from './wording.ts'

const nps = { id: 'nps', min: 0, max: 10 }
const when = (...conditions: unknown[]) => ({ every: true, conditions })
const survey = (change: object = {}, words: Record<string, string> = {}): SurveyContent => {
  const definition = Definition.parse({
    language: 'en',
    questions: [
      { key: 'score', kind: 'score', required: true, scale: nps },
      { key: 'why', kind: 'text' },
    ],
    ...change,
  })
  const texts = wordsIn({ title: parts.title, ...wordsOfScore('score', scored.nps), 'why.ask': parts.why })
  return { definition, words: { en: { ...texts.en, ...words } } }
}
const codes = (content: SurveyContent) => checksOf(content).map(({ code, at }) => `${code} ${at}`)
const asking = (...more: object[]) => ({
  questions: [{ key: 'score', kind: 'score', required: true, scale: nps }, { key: 'why', kind: 'text' }, ...more],
})

test('a whole survey has nothing to mend', () => expect(checksOf(survey())).toEqual([]))

test('a missing word blocks in its own language and warns in another', () => {
  const content = survey({}, { 'score.low': '  ' })
  content.words.lo = { title: 'ຄວາມຄິດເຫັນ' }
  expect(blocking(content)).toEqual([{ code: 'required', level: 'blocks', at: 'score', field: 'words.en.score.low' }])
  expect(codes(content)).toContain('words-missing words')
})

test('a condition must be about an earlier question, and say something its answers can be', () => {
  const one = (condition: object) =>
    codes(survey(asking({ key: 'more', kind: 'statement', when: when(condition) }), { 'more.ask': 'More' }))
  expect(one({ question: 'score', is: 'at-most', value: 6 })).toEqual([])
  expect(one({ question: 'more', is: 'answered' })).toEqual(['condition-later more'])
  expect(one({ question: 'gone', is: 'answered' })).toEqual(['condition-unknown more'])
  expect(one({ question: 'score', is: 'at-most', value: 11 })).toEqual(['condition-impossible more'])
  expect(one({ question: 'why', is: 'equals', value: 'x' })).toEqual(['condition-impossible more'])
  expect(one({ question: 'score', is: 'at-most' })).toEqual(['condition-impossible more'])
})

test('a question that no answer leads to is named, also behind another such', () => {
  const never = when({ question: 'score', is: 'at-most', value: 3 }, { question: 'score', is: 'at-least', value: 7 })
  const content = survey(
    asking(
      { key: 'first', kind: 'text', when: never },
      { key: 'second', kind: 'statement', when: when({ question: 'first', is: 'answered' }) },
    ),
    { 'first.ask': 'One', 'second.ask': 'Two' },
  )
  expect(codes(content)).toEqual(['unreachable first', 'unreachable second'])
})

test('quotas, properties, ends, symbols, order and colour are looked at', () => {
  expect(codes(survey({ quotas: [{ question: 'score', value: 12, most: 3 }] }))).toEqual(['quota-unknown quotas'])
  expect(codes(survey({ hidden: ['why'] }))).toEqual(['hidden-taken hidden'])
  const ends = [{ key: 'a', when: when({ question: 'score', is: 'at-most', value: 6 }) }]
  expect(codes(survey({ ends }, { 'end.a.title': 'Sorry' }))).toEqual(['end-missing end:a'])
  expect(codes(survey({ ends: [{ key: 'a' }, { key: 'b' }] }, { 'end.a.title': 'A', 'end.b.title': 'B' }))).toEqual(['end-twice end:b'])
  const thumbs = survey({ questions: [{ key: 'score', kind: 'score', scale: nps, symbols: 'thumbs' }] })
  expect(codes(thumbs)).toEqual(['symbols-points score'])
  const late = survey({ questions: survey().definition.questions.toReversed() })
  expect(codes(late)).toEqual(['score-late score'])
  expect(checksOf(survey({ look: { accent: '#e06000' } }))).toMatchObject([{ code: 'contrast', level: 'warns', facts: { ratio: '3.6' } }])
})

test('two choices with the same words, and a placeholder that nobody fills, are named', () => {
  const content = survey(asking({ key: 'which', kind: 'choice', choices: ['a', 'b'] }), {
    'which.ask': 'Which, {name}?',
    'which.choice.a': 'Same',
    'which.choice.b': 'Same',
  })
  expect(codes(content)).toEqual(['choice-twice which', 'placeholder which'])
})

test('a word leads to its place in the editor', () => {
  expect(['title', 'score.low', 'end.thanks.title', 'which.choice.a'].map(placeOf)).toEqual(['start', 'score', 'end:thanks', 'which'])
})

test('what can hold is what some answer meets', () => {
  const { questions } = Definition.parse({
    language: 'en',
    questions: [
      { key: 'score', kind: 'score', scale: { id: 'csat', min: 1, max: 5 } },
      { key: 'which', kind: 'choice', choices: ['a', 'b'] },
    ],
  })
  const condition = fc
    .constantFrom(...questions)
    .chain(question =>
      fc
        .constantFrom(...saidOf(question))
        .chain(is =>
          fc.constantFrom(...valuesOf(question)!).map(value => ({ question: question.key, is, ...(takesValue(is) ? { value } : {}) })),
        ),
    )
  const whens = fc.record({ every: fc.boolean(), conditions: fc.array(condition, { minLength: 1, maxLength: 4 }) })
  const answers = [undefined, 1, 2, 3, 4, 5].flatMap(score =>
    [undefined, 'a', 'b'].map(which => ({ ...(score && { score }), ...(which && { which }) })),
  )
  fc.assert(fc.property(whens, one => canHold(one as When, questions) === answers.some(each => applies(one as When, each))))
})

test('a version is compared with the one before', () => {
  const before = survey()
  const after = survey(asking({ key: 'date', kind: 'date' }), { 'why.ask': 'Why?', 'date.ask': 'When?' })
  after.definition.questions[0]!.required = false
  after.definition.look.accent = '#123456'
  expect(changesBetween(before, after)).toEqual({
    added: ['date'],
    removed: [],
    changed: ['score'],
    moved: false,
    words: { en: 2 },
    rest: ['look'],
  })
  expect(isSame(changesBetween(before, structuredClone(before)))).toBe(true)
})

test('a question that can be reached is shown with answers that lead to it', () => {
  const { definition } = survey(
    asking(
      { key: 'which', kind: 'choices', choices: ['a', 'b'], when: when({ question: 'score', is: 'at-most', value: 6 }) },
      { key: 'deep', kind: 'statement', when: when({ question: 'which', is: 'has', value: 'b' }, { question: 'why', is: 'unanswered' }) },
    ),
  )
  const answers = leadTo(definition, definition.questions[3]!.when)
  expect(answers).toEqual({ score: 0, which: ['b'] })
  expect(asked(definition, answers).map(({ key }) => key)).toEqual(['score', 'why', 'which', 'deep'])
})
