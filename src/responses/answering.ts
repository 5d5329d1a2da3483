import { type AnswerProblem, checkAnswers } from '#core/surveys/check-answers.ts'
import type { Answers, Definition, Question } from '#core/surveys/definition.ts'
import { stepAfter, stepsOf } from '#core/surveys/steps.ts'

/** What is known when a form comes in. */
export type Given = {
  definition: Definition
  /** Stored before. */
  before: Answers
  /** Of the questions that were shown; undefined is empty. */
  given: Record<string, Answers[string] | undefined>
  shown: readonly Question[]
}

export type Taken = {
  /** All that is good, of before and now. */
  answers: Answers
  /** As typed, to be shown again with what is wrong. */
  typed: Answers
  problems: AnswerProblem[]
  next: Question[]
}

/** What a form changes, what is wrong with it, and what is asked next. */
export function take({ definition, before, given, shown }: Given): Taken {
  const typed = over(before, given)
  const { answers, problems } = checkAnswers(definition, typed, { whole: false })
  const here = problems.filter(({ question }) => shown.some(({ key }) => key === question))
  const next = shown.length === 0 ? stepAfter(definition, answers, null) : stepAfter(definition, answers, shown.at(-1)!.key)
  return { answers, typed, problems: [...missing(shown, typed), ...here], next }
}

/** What was given over what was there; undefined takes away. */
function over(before: Answers, given: Record<string, Answers[string] | undefined>): Answers {
  const all = { ...before, ...given }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Answers[string]] => entry[1] !== undefined))
}

const missing = (shown: readonly Question[], typed: Answers): AnswerProblem[] =>
  shown
    .filter(question => question.required && question.kind !== 'statement' && isEmpty(question, typed[question.key]))
    .map(({ key }) => ({ question: key, code: 'required' }))

/** A matrix is answered when every row is. */
const isEmpty = (question: Question, answer: Answers[string] | undefined) =>
  answer === undefined || (question.kind === 'matrix' && Object.keys(answer).length < question.rows.length)

/** The step before the one that begins with a question; null at the beginning. */
export function stepBefore(definition: Definition, answers: Answers, first: Question | undefined): Question[] | null {
  const steps = stepsOf(definition, answers)
  const at = steps.findIndex(step => step.some(({ key }) => key === first?.key))
  return at > 0 ? steps[at - 1]! : null
}

/** Where somebody who was interrupted goes on: behind the last question that is answered. */
export function stepToGoOn(definition: Definition, answers: Answers): Question[] {
  const answered = definition.questions.filter(({ key }) => answers[key] !== undefined).at(-1)
  return stepAfter(definition, answers, answered?.key ?? null)
}
