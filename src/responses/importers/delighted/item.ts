import { type Item, type Json, listOf, type OtherAnswer, objectOf, textOf, without } from '../../bringing/item.ts'

/** Those of its types whose points are known; its CES and smileys have had several. */
const SCALES: Record<string, string> = { nps: 'nps', csat: 'csat', star: 'stars', thumbs: 'thumbs' }

/** One of `GET /v1/survey_responses`, with or without its person expanded. @see https://app.delighted.com/docs/api/listing-survey-responses */
export function readDelighted(item: Json): Item {
  const person = objectOf(item.person)
  const properties = objectOf(item.person_properties)
  return {
    id: textOf(item.id),
    at: timeOf(item.created_at),
    score: textOf(item.score),
    comment: textOf(item.comment),
    person: textOf(item.person) || textOf(person.id),
    name: textOf(person.name),
    email: textOf(person.email),
    phone: textOf(person.phone_number),
    channel: textOf(properties['Delighted Source']),
    survey: textOf(item.survey_type),
    scale: SCALES[textOf(item.survey_type)] ?? '',
    answers: listOf(item.additional_answers).flatMap(answerOf),
    rest: {
      ...without(item, 'id', 'person', 'score', 'comment', 'created_at', 'survey_type', 'additional_answers', 'person_properties'),
      ...properties,
    },
  }
}

const timeOf = (seconds: unknown): string => (typeof seconds === 'number' ? new Date(seconds * 1_000).toISOString() : textOf(seconds))

function answerOf({ question, value }: Json): OtherAnswer[] {
  const asked = objectOf(question)
  const said = objectOf(value)
  const base = { id: textOf(asked.id), ask: textOf(asked.text) }
  const many = listOf(said.select_many).map(one => textOf(one.text))
  if (many.length > 0) return [{ ...base, kind: 'choices', value: many }]
  const one = textOf(objectOf(said.select_one).text)
  if (one) return [{ ...base, kind: 'choice', value: one }]
  const words = textOf(said.free_response) || textOf(said.scale)
  return words ? [{ ...base, kind: 'text', value: words }] : []
}
