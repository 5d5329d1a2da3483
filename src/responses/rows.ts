import { type Mood, moodOf } from '#core/scores/scale.ts'
import type { Answers, Definition } from '#core/surveys/definition.ts'
import { commentOf, mainScore } from '#core/surveys/flow.ts'

const moodNumber: Record<Mood, number> = { bad: -1, neutral: 0, good: 1 }

/** What is kept beside the answers, so that lists and figures need not look into them. */
export function measured(definition: Pick<Definition, 'questions'>, answers: Answers) {
  const main = mainScore(definition, answers)
  return {
    score: main?.score ?? null,
    scale: main?.scale.id ?? null,
    scaleMin: main?.scale.min ?? null,
    scaleMax: main?.scale.max ?? null,
    mood: main ? moodNumber[moodOf(main.score, main.scale)] : null,
    comment: commentOf(definition, answers),
  }
}

/** A response on its way in. Instants are the transaction's own. */
export type NewResponse = ReturnType<typeof measured> & {
  id: string
  surveyId: string
  version: number
  linkId: string | null
  channel: string
  language: string
  answers: Answers
  customerId: string | null
  accountId: string | null
  memberId: string | null
  caseId: string | null
  topicId: string | null
  properties: Record<string, unknown>
  test: boolean
  startedAt: Date | null
  complete: boolean
  /** When it was answered, where that was not now. */
  respondedAt?: Date | null
  /** The service it was brought in from, and what it is itself by there (as hex). */
  source?: string
  rowKey?: string | null
  importId?: string | null
}
