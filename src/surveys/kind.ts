import type { Definition } from '#core/surveys/definition.ts'
import { surveyKinds } from './api.ts'

type Kind = (typeof surveyKinds)[number]

const items = ['satisfaction', 'expectations', 'ideal']

/** The kind of a survey is that of its first score question; the three items of the satisfaction index together are one. `pulse` is not found but said. */
export function kindOf({ questions }: Pick<Definition, 'questions'>): Kind {
  const scores = questions.filter(question => question.kind === 'score')
  if (items.every(key => scores.some(score => score.key === key && score.scale.id === 'ten'))) return 'index'
  return surveyKinds.find(kind => kind === scores[0]?.scale.id) ?? 'other'
}
