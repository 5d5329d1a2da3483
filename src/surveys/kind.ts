import type { Definition } from '#core/surveys/definition.ts'
import { surveyKinds } from './api.ts'

/** The kind of a survey is that of its first score question. */
export function kindOf({ questions }: Pick<Definition, 'questions'>): (typeof surveyKinds)[number] {
  const score = questions.find(question => question.kind === 'score')
  return surveyKinds.find(kind => kind === score?.scale.id) ?? 'other'
}
