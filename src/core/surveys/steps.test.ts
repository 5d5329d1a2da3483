import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAnswers } from './check-answers.ts'
import { type Answers, Definition, type Question } from './definition.ts'
import { applies, asked } from './flow.ts'
import { pagesOf } from './lead-to.ts'
import { stepAfter, stepsOf } from './steps.ts'

const scale = { id: 'nps' as const, min: 0 as const, max: 10, direction: 'up' as const }
const key = (at: number) => `q${at}`

/** Questions of some kinds, each perhaps asked only by an earlier answer. */
const definitions = fc
  .array(
    fc.record({ kind: fc.constantFrom('score', 'text', 'choice'), on: fc.option(fc.nat(20)), least: fc.nat(10), required: fc.boolean() }),
    { minLength: 1, maxLength: 14 },
  )
  .map(list =>
    Definition.parse({
      language: 'en',
      questions: list.map(({ kind, on, least, required }, at) => ({
        key: key(at),
        kind,
        required,
        when: on !== null && at > 0 ? { every: true, conditions: [{ question: key(on % at), is: 'at-least', value: least }] } : null,
        ...(kind === 'score' ? { scale } : kind === 'choice' ? { choices: ['a', 'b'] } : {}),
      })),
    }),
  )
const answer = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.constantFrom('a', 'b', 'c', ''),
  fc.boolean(),
  fc.array(fc.string({ maxLength: 3 })),
)
const given = fc.dictionary(fc.integer({ min: 0, max: 15 }).map(key), answer, { maxKeys: 14 }).map(all => all as Answers)

test('the steps together ask what is asked, once, in order, and none is empty or too long', () =>
  fc.assert(
    fc.property(definitions, given, (definition, answers) => {
      const steps = stepsOf(definition, answers)
      expect(steps.flat()).toEqual(asked(definition, answers))
      for (const step of steps) expect(step.length > 0 && step.length <= 5).toBe(true)
    }),
  ))

test('no question stands in the step of the one on which it depends, and the first score ends its step', () =>
  fc.assert(
    fc.property(definitions, given, (definition, answers) => {
      const first = definition.questions.find(({ kind }) => kind === 'score')
      for (const step of stepsOf(definition, answers)) {
        const here = (question: Question) => question.when?.conditions.some(one => step.some(other => other.key === one.question)) ?? false
        expect(step.some(here)).toBe(false)
        expect([-1, step.length - 1]).toContain(step.indexOf(first!))
      }
    }),
  ))

test('whoever goes from step to step, answering anything, comes to the end', () =>
  fc.assert(
    fc.property(definitions, given, (definition, will) => {
      let answers: Answers = {}
      let after: string | null = null
      for (let turn = 0; turn <= definition.questions.length; turn++) {
        const step = stepAfter(definition, answers, after)
        if (step.length === 0) return
        const now = Object.fromEntries(step.flatMap(({ key }) => (will[key] === undefined ? [] : [[key, will[key]]])))
        answers = checkAnswers(definition, { ...answers, ...now }, { whole: false }).answers
        after = step.at(-1)!.key
      }
      throw new Error('it never ends')
    }),
  ))

test('what passes the check is only what was asked, passes it again, and each given answer is kept, dropped as unasked, or named', () =>
  fc.assert(
    fc.property(definitions, given, fc.boolean(), (definition, answers, whole) => {
      const checked = checkAnswers(definition, answers, { whole })
      const shown = new Set(asked(definition, answers).map(question => question.key))
      for (const name of Object.keys(checked.answers)) {
        expect(shown.has(name)).toBe(true)
        expect(checked.answers[name]).toEqual(answers[name])
      }
      expect(checkAnswers(definition, checked.answers, { whole: false }).problems).toEqual([])
      for (const { key, required, when } of definition.questions)
        if (whole && required && applies(when, {}) && when === null && answers[key] === undefined)
          expect(checked.problems.map(({ question }) => question)).toContain(key)
    }),
  ))

test('every question that somebody can come to is on a page that is looked at, and each end page, and the thanks where there is none', () => {
  fc.assert(
    fc.property(definitions, fc.boolean(), (definition, ends) => {
      const whole = ends ? { ...definition, ends: [{ key: 'done', when: null, link: null }] } : definition
      const pages = pagesOf(whole)
      expect(pages.filter(page => 'end' in page).map(page => page.at)).toEqual([ends ? 'end:done' : 'start'])
      const shown = pages.flatMap(page => ('question' in page ? [page.question] : []))
      expect(new Set(shown).size).toBe(shown.length)
      const looked = new Set(pages.flatMap(page => ('question' in page ? onPage(definition, page.answers, page.question) : [])))
      for (const { key } of stepsOf(definition, {}).flat()) expect(looked).toContain(key)
    }),
  )
})

/** What stands on the page of this question, for these answers. */
const onPage = (definition: Definition, answers: Answers, question: string) =>
  stepsOf(definition, answers)
    .find(step => step.some(({ key }) => key === question))!
    .map(({ key }) => key)
