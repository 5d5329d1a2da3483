import type { z } from 'zod'
import { checkAnswers } from '#core/surveys/check-answers.ts'
import type { Answers, Definition, Question } from '#core/surveys/definition.ts'
import { stepsOf } from '#core/surveys/steps.ts'
import type { Reading } from '#kernel/slice.ts'
import type { previewSurvey } from '#surveys/api.ts'
import { endPage, type Frame, stepPage } from './page/whole.ts'
import { speaker } from './page/words.ts'

type Wanted = z.output<typeof previewSurvey.input>

/** The page that customers will see, of a draft as it is being written. It runs nothing: its frame has no right to. */
export async function preview({ workspace }: Pick<Reading, 'workspace'>, wanted: Wanted) {
  const { definition, words, language, nonce, end } = wanted
  const company = workspace.name
  const frame = { say: speaker({ definition, words }, language, company), nonce, company, accent: definition.look.accent }
  const steps = stepsOf(definition, wanted.answers)
  if (end !== undefined) {
    const page = endPage(frame, definition.ends.find(({ key }) => key === end) ?? null)
    return { html: still(page.text), step: 0, steps: steps.length }
  }
  const at = Math.max(0, placeOf(steps, wanted.question))
  return { html: still(stepOf(frame, definition, wanted.answers, steps[at] ?? [], at)), step: at + 1, steps: Math.max(1, steps.length) }
}

const placeOf = (steps: readonly Question[][], key: string | undefined) =>
  steps.findIndex(step => step.some(question => question.key === key))

function stepOf(frame: Frame, definition: Definition, given: Answers, step: readonly Question[], at: number): string {
  const { answers } = checkAnswers(definition, given, { whole: false })
  const drawn = { definition, answers, problems: [], seed: 'preview', kept: [], step, chosen: false, turns: [], state: '', action: '' }
  return stepPage({ ...frame, ...drawn, first: at === 0 }).text
}

/** Without the script, which a frame without rights would complain about; what an author typed cannot begin an element. */
const still = (page: string) => page.replace(/<script\b[\s\S]*?<\/script>/g, '')
