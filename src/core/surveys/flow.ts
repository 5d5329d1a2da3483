import { custom, type Scale, scaleOf } from '../scores/scale.ts'
import type { Answers, Condition, Definition, End, Question, QuestionScale, When } from './definition.ts'

/** Whether a condition holds for the answers so far. A question that was not answered satisfies only `unanswered` and `not`. */
export function holds({ question, is, value }: Condition, answers: Answers): boolean {
  const answer = answers[question]
  if (is === 'answered') return answer !== undefined
  if (is === 'unanswered') return answer === undefined
  if (is === 'not') return answer !== value
  if (is === 'equals') return answer === value
  if (is === 'has') return Array.isArray(answer) && answer.includes(String(value))
  if (typeof answer !== 'number' || typeof value !== 'number') return false
  return is === 'at-most' ? answer <= value : answer >= value
}

export const applies = (when: When | null, answers: Answers): boolean =>
  !when || (when.every ? when.conditions.every(one => holds(one, answers)) : when.conditions.some(one => holds(one, answers)))

/** The questions that these answers lead to, in order. What a question that is not asked said before counts for nothing. */
export function asked({ questions }: Pick<Definition, 'questions'>, answers: Answers): Question[] {
  const counted: Answers = {}
  return questions.filter(question => {
    if (!applies(question.when, counted)) return false
    const answer = answers[question.key]
    if (answer !== undefined) counted[question.key] = answer
    return true
  })
}

/** The end page for these answers; null where the survey has none of its own. */
export const endFor = ({ ends }: Pick<Definition, 'ends'>, answers: Answers): End | null =>
  ends.find(({ when }) => when !== null && applies(when, answers)) ?? ends.find(({ when }) => when === null) ?? null

/** The scale of a question as `core/scores` knows it. */
export function scaleFor({ id, min, max, direction }: QuestionScale): Scale {
  const known = id === 'custom' ? null : scaleOf(id)
  return known && known.min === min && known.max === max && known.direction === direction ? known : custom({ min, max, direction })
}

/** The score by which the whole response is counted: that of the first score question which was asked and answered. */
export function mainScore(definition: Pick<Definition, 'questions'>, answers: Answers): { score: number; scale: Scale } | null {
  for (const question of asked(definition, answers)) {
    const answer = answers[question.key]
    if (question.kind === 'score' && typeof answer === 'number') return { score: answer, scale: scaleFor(question.scale) }
  }
  return null
}

/** What the customer said in their own words: the comments, one under the other. */
export const commentOf = (definition: Pick<Definition, 'questions'>, answers: Answers): string =>
  asked(definition, answers)
    .flatMap(question => (question.kind === 'text' && question.comment ? [answers[question.key]] : []))
    .filter(text => typeof text === 'string' && text.trim() !== '')
    .join('\n\n')
