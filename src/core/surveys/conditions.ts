import type { Condition, Question, When } from './definition.ts'

type Is = Condition['is']

const anything: readonly Is[] = ['answered', 'unanswered']

/** What can be said of an answer to such a question. */
export function saidOf({ kind }: Pick<Question, 'kind'>): readonly Is[] {
  if (kind === 'score') return ['at-most', 'at-least', 'equals', 'not', ...anything]
  if (kind === 'choice') return ['equals', 'not', ...anything]
  if (kind === 'choices' || kind === 'ranking') return ['has', ...anything]
  return kind === 'statement' ? [] : anything
}

export const takesValue = (is: Is) => is !== 'answered' && is !== 'unanswered'

/** The values that an answer can be compared with: points of a scale, or keys of choices; null where there are none to list. */
export function valuesOf(question: Question): readonly (number | string)[] | null {
  if (question.kind === 'score') {
    const { min, max } = question.scale
    return Array.from({ length: max - min + 1 }, (_, index) => min + index)
  }
  return 'choices' in question ? question.choices : null
}

/** Whether a condition can be said of that question at all. */
export function isSayable({ is, value }: Condition, question: Question): boolean {
  if (!saidOf(question).includes(is)) return false
  return takesValue(is) ? value !== undefined && (valuesOf(question)?.includes(value) ?? false) : true
}

/** Whether some set of answers meets the conditions, each question taken by itself. `questions` are those that can be reached before. */
export function canHold(when: When, questions: readonly Question[]): boolean {
  if (!when.every) return when.conditions.some(one => canHold({ every: true, conditions: [one] }, questions))
  const about = new Set(when.conditions.map(({ question }) => question))
  return [...about].every(key => {
    const mine = when.conditions.filter(({ question }) => question === key)
    return canAnswerSo(
      mine,
      questions.find(question => question.key === key),
    )
  })
}

function canAnswerSo(conditions: readonly Condition[], question: Question | undefined): boolean {
  const unanswered = conditions.every(({ is }) => is === 'unanswered' || is === 'not')
  if (unanswered && !question?.required) return true
  if (!question || conditions.some(({ is }) => is === 'unanswered')) return false
  const values = question.kind === 'score' || question.kind === 'choice' ? valuesOf(question) : null
  if (!values) return true
  const free = question.kind === 'choice' && question.other && conditions.every(({ is }) => is === 'not' || is === 'answered')
  return free || values.some(value => conditions.every(one => meets(one, value)))
}

function meets({ is, value }: Condition, answer: number | string): boolean {
  if (is === 'equals') return answer === value
  if (is === 'not') return answer !== value
  if (is === 'at-most') return Number(answer) <= Number(value)
  if (is === 'at-least') return Number(answer) >= Number(value)
  return is === 'answered'
}
