import { canHold, valuesOf } from './conditions.ts'
import type { Answers, Condition, Definition, Question, When } from './definition.ts'
import { applies } from './flow.ts'
import { stepsOf } from './steps.ts'

/** Answers that lead to a question (or, by its conditions, to an end page): for looking at it. What cannot be reached gets as far as it goes. */
export function leadTo({ questions }: Pick<Definition, 'questions'>, when: When | null, answers: Answers = {}, depth = 0): Answers {
  if (!when || applies(when, answers) || depth > questions.length) return answers
  const wanted = when.every
    ? when.conditions
    : when.conditions.filter(one => canHold({ every: true, conditions: [one] }, questions)).slice(0, 1)
  const about = [...new Set(wanted.map(({ question }) => question))]
  return about.reduce((all, key) => {
    const question = questions.find(one => one.key === key)
    if (!question) return all
    const reached = leadTo({ questions }, question.when, all, depth + 1)
    const answer = answerFor(
      question,
      wanted.filter(one => one.question === key),
    )
    return answer === undefined ? reached : { ...reached, [key]: answer }
  }, answers)
}

function answerFor(question: Question, conditions: readonly Condition[]): Answers[string] | undefined {
  const tries: (Answers[string] | undefined)[] = [undefined, ...plausible(question)]
  const when = { every: true, conditions: [...conditions] }
  return tries.find(answer => applies(when, answer === undefined ? {} : { [question.key]: answer }))
}

function plausible(question: Question): Answers[string][] {
  if (question.kind === 'choices') return [...question.choices.map(one => [one]), question.choices]
  if (question.kind === 'ranking') return [question.choices]
  if (question.kind === 'matrix') return [{ [question.rows[0]!]: question.columns[0]! }]
  if (question.kind === 'consent') return [true]
  return question.kind === 'statement' ? [] : [...(valuesOf(question) ?? ['…'])]
}

/** A page of a survey, by the place in the editor where it is written, and the answers that lead to it. */
export type PageOf = { at: string; answers: Answers } & ({ question: string } | { end: string })

/** Every page that somebody can come to: one for each step that some answer leads to, each end page, and the thanks of a survey that has none. */
export function pagesOf(definition: Definition): PageOf[] {
  const seen = new Set<string>()
  const steps = definition.questions.flatMap(({ key, when }) => {
    if (seen.has(key)) return []
    const answers = leadTo(definition, when)
    const mine = stepsOf(definition, answers).find(step => step.some(one => one.key === key)) ?? []
    for (const one of mine) seen.add(one.key)
    return mine.length === 0 ? [] : [{ at: key, question: key, answers }]
  })
  const ends = definition.ends.map(({ key, when }) => ({ at: `end:${key}`, end: key, answers: leadTo(definition, when) }))
  return [...steps, ...(ends.length > 0 ? ends : [{ at: 'start', end: 'thanks', answers: {} }])]
}
