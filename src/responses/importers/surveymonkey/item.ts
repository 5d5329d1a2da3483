import { type Item, type Json, listOf, type OtherAnswer, objectOf, textOf, without } from '../../bringing/item.ts'

type Asked = Json & { answers: Json[] }

/**
 * One of `responses/bulk`. With `simple=true` questions have their heading and answers their text; without it only ids and weights.
 * Of its NPS question the weights are -100, 0 and 100, which tell no score: then it is read from the text.
 * @see https://api.surveymonkey.com/v3/docs#api-endpoints-get-surveys-id-responses-bulk
 */
export function readSurveyMonkey(item: Json): Item {
  const contact = objectOf(objectOf(item.metadata).contact)
  const told = (name: string) => textOf(objectOf(contact[name]).value)
  const questions = listOf(item.pages).flatMap(page =>
    listOf(page.questions).map(one => ({ ...one, answers: listOf(one.answers) }) as Asked),
  )
  const scored = questions.find(isRecommendation) ?? questions.find(one => scoreOf(one) !== '')
  const open = questions.find(one => one !== scored && isOpen(one))
  return {
    id: textOf(item.id),
    at: textOf(item.date_modified) || textOf(item.date_created),
    score: scored ? scoreOf(scored) : '',
    ...(scored && isRecommendation(scored) && { scale: 'nps' }),
    comment: open ? open.answers.map(one => textOf(one.text) || textOf(one.simple_text)).join('\n') : '',
    name: [told('first_name') || textOf(item.first_name), told('last_name') || textOf(item.last_name)].filter(Boolean).join(' '),
    email: told('email') || textOf(item.email_address),
    person: textOf(item.custom_value),
    language: textOf(
      objectOf(objectOf(item.metadata).respondent).language && objectOf(objectOf(objectOf(item.metadata).respondent).language).value,
    ),
    survey: textOf(item.survey_id),
    answers: questions.filter(one => one !== scored && one !== open).flatMap(answerOf),
    rest: without(item, 'id', 'pages', 'date_modified', 'survey_id', 'first_name', 'last_name', 'email_address', 'custom_value'),
  }
}

const isRecommendation = (one: Asked) => /recommend|แนะนำ|ແນະນຳ|ណែនាំ/i.test(textOf(one.heading)) && scoreOf(one) !== ''
const isOpen = ({ family, answers }: Asked) =>
  family === 'open_ended' || (family === undefined && answers.some(one => one.text !== undefined && one.choice_id === undefined))

function scoreOf({ family, subtype, answers }: Asked): string {
  const [only] = answers
  if (!only || answers.length > 1 || only.choice_id === undefined) return ''
  if (family !== undefined && !(family === 'matrix' && subtype === 'rating') && subtype !== 'star') return ''
  const weight = textOf(objectOf(only.choice_metadata).weight)
  const [inText] = /^\d+/.exec(textOf(only.simple_text)) ?? []
  return Math.abs(Number(weight)) === 100 || weight === '' ? (inText ?? weight) : weight
}

function answerOf(one: Asked): OtherAnswer[] {
  const said = one.answers.map(answer => textOf(answer.simple_text) || textOf(answer.text) || textOf(answer.choice_id)).filter(Boolean)
  if (said.length === 0) return []
  const base = { id: textOf(one.id), ask: textOf(one.heading) || textOf(one.id) }
  if (one.family === 'single_choice') return [{ ...base, kind: 'choice', value: said[0]! }]
  if (one.family === 'multiple_choice') return [{ ...base, kind: 'choices', value: said }]
  return [{ ...base, kind: 'text', value: said.join('\n') }]
}
