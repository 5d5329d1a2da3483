import { accepts } from '../scores/scale.ts'
import { length } from '../text/graphemes.ts'
import { type Answers, type Definition, OTHER, type Question } from './definition.ts'
import { asked, scaleFor } from './flow.ts'

/** What is wrong with one answer; `code` is a message key `field.<code>`. */
export type AnswerProblem = {
  question: string
  code: 'required' | 'invalid' | 'too-long' | 'too-many' | 'unknown-key' | 'file-type' | 'file-too-large'
  facts?: Record<string, number>
}

/**
 * Checks what was answered against what is asked. A question that these answers do not lead to is dropped, not refused: whoever changes an
 * early answer must not be punished for a later one.
 * @param whole false while somebody is still answering: nothing is required yet
 */
export function checkAnswers(
  definition: Definition,
  given: Answers,
  { whole }: { whole: boolean },
): { answers: Answers; problems: AnswerProblem[] } {
  const shown = asked(definition, given)
  const unknown = Object.keys(given).filter(key => !definition.questions.some(question => question.key === key))
  const problems: AnswerProblem[] = unknown.map(question => ({ question, code: 'unknown-key' }))
  const answers: Answers = {}
  for (const question of shown) {
    const answer = given[question.key]
    if (isEmpty(answer)) {
      if (whole && question.required && question.kind !== 'statement') problems.push({ question: question.key, code: 'required' })
      continue
    }
    const problem = wrong(question, answer!)
    if (problem) problems.push({ question: question.key, ...problem })
    else answers[question.key] = answer!
  }
  return { answers, problems }
}

const isEmpty = (answer: Answers[string] | undefined): boolean =>
  answer === undefined ||
  answer === false ||
  (typeof answer === 'string' && answer.trim() === '') ||
  (Array.isArray(answer) && answer.length === 0) ||
  (typeof answer === 'object' && !Array.isArray(answer) && Object.keys(answer).length === 0)

type Wrong = Omit<AnswerProblem, 'question'> | null
const invalid: Wrong = { code: 'invalid' }

function wrong(question: Question, answer: Answers[string]): Wrong {
  switch (question.kind) {
    case 'score':
      return typeof answer === 'number' && accepts(answer, scaleFor(question.scale)) ? null : invalid
    case 'choice':
      return typeof answer === 'string' && chosen(question, answer) ? null : invalid
    case 'choices':
      return wrongChoices(question, answer)
    case 'ranking':
      return Array.isArray(answer) && isRanking(question.choices, answer) ? null : invalid
    case 'matrix':
      return isMatrix(question, answer) ? null : invalid
    case 'text':
      return wrongText(question.longest, answer)
    case 'date':
      return typeof answer === 'string' && isDay(answer) ? null : invalid
    case 'file':
      return typeof answer === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(answer) ? null : invalid
    case 'consent':
      return answer === true ? null : invalid
    case 'statement':
      return invalid
  }
}

const chosen = ({ choices, other }: { choices: string[]; other: boolean }, answer: string) =>
  choices.includes(answer) || (other && answer.startsWith(OTHER) && answer.length > OTHER.length)

function wrongChoices(question: Extract<Question, { kind: 'choices' }>, answer: Answers[string]): Wrong {
  if (!Array.isArray(answer) || new Set(answer).size !== answer.length || !answer.every(one => chosen(question, one))) return invalid
  return question.most !== null && answer.length > question.most ? { code: 'too-many', facts: { n: question.most } } : null
}

const isRanking = (choices: string[], answer: string[]) =>
  new Set(answer).size === answer.length && answer.every(one => choices.includes(one))

const isMatrix = ({ rows, columns }: { rows: string[]; columns: string[] }, answer: Answers[string]) =>
  typeof answer === 'object' &&
  !Array.isArray(answer) &&
  Object.entries(answer).every(([row, column]) => rows.includes(row) && columns.includes(column))

const wrongText = (longest: number, answer: Answers[string]): Wrong =>
  typeof answer !== 'string' ? invalid : length(answer) > longest ? { code: 'too-long', facts: { n: longest } } : null

/** A day that the calendar has, as `2026-03-02`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
