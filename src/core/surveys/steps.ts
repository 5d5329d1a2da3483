import type { Answers, Definition, Question } from './definition.ts'
import { asked } from './flow.ts'

/** More than so many questions at once is a form, not a conversation. */
const MOST = 5

/**
 * The questions shown together, after the one named (null: from the beginning). A question that depends on another of the same step waits for the
 * next, and the first score stands alone with what introduces it: it is saved before anything else is asked.
 */
export function stepAfter(definition: Definition, answers: Answers, after: string | null): Question[] {
  const place = definition.questions.findIndex(({ key }) => key === after)
  const rest = asked(definition, answers).filter(question => definition.questions.indexOf(question) > place)
  const first = definition.questions.find(({ kind }) => kind === 'score')
  const step: Question[] = []
  for (const question of rest) {
    if (step.length === MOST || dependsOn(question, step)) break
    step.push(question)
    if (question === first) break
  }
  return step
}

const dependsOn = ({ when }: Question, step: readonly Question[]) =>
  Boolean(when?.conditions.some(({ question }) => step.some(({ key }) => key === question)))

/** All steps that these answers lead to, from the first. */
export function stepsOf(definition: Definition, answers: Answers): Question[][] {
  const steps: Question[][] = []
  for (let step = stepAfter(definition, answers, null); step.length > 0; step = stepAfter(definition, answers, step.at(-1)!.key))
    steps.push(step)
  return steps
}
