import { type Item, type Json, listOf, type OtherAnswer, objectOf, textOf, without } from '../../bringing/item.ts'

/**
 * One survey response. Its rating scale has two, three or five points, which its options tell; without them it is the five that are usual.
 * @see https://developer.zendesk.com/api-reference/ticketing/ticket-management/csat_survey_responses/
 */
export function readZendeskCsat(item: Json): Item {
  const answers = listOf(item.answers)
  const rated = answers.find(one => one.type === 'rating_scale')
  const comment = answers.find(one => one.type === 'open_ended')
  const survey = objectOf(item.survey)
  return {
    id: textOf(item.id),
    at: textOf(rated?.updated_at) || textOf(rated?.created_at) || textOf(answers[0]?.created_at),
    score: textOf(rated?.rating),
    scale: scaleOf(listOf(objectOf(rated?.question).options).length),
    comment: textOf(comment?.value) || textOf(objectOf(comment?.value).value),
    person: textOf(item.responder_id),
    survey: textOf(survey.id) || textOf(item.survey_id),
    answers: answers.filter(one => one !== rated && one !== comment).flatMap(answerOf),
    rest: without(item, 'id', 'answers', 'responder_id'),
  }
}

const scaleOf = (points: number) => (points === 0 || points === 5 ? 'csat' : `1-${points}`)
const headlineOf = (question: Json) => textOf(objectOf(question.headline).value) || textOf(question.alias) || textOf(question.id)

function answerOf({ type, question, selections }: Json): OtherAnswer[] {
  if (type !== 'closed_ended') return []
  const chosen = listOf(selections).map(one => textOf(objectOf(objectOf(one.option).label).value) || textOf(objectOf(one.option).id))
  const asked = objectOf(question)
  return chosen.length > 0 ? [{ id: textOf(asked.id), ask: headlineOf(asked), kind: 'choices', value: chosen }] : []
}
