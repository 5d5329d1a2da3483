import { type Item, type Json, type OtherAnswer, objectOf, textOf, without } from '../../bringing/item.ts'
import { easternTime } from './eastern-time.ts'

const SCORES = ['NPS', 'RATING', 'SLIDER', 'RADIO']
const WORDS = ['ESSAY', 'TEXTBOX']

/** One of `surveyresponse`, v5. @see https://apihelp.alchemer.com/help/surveyresponse-returned-fields-v5 */
export function readAlchemer(item: Json): Item {
  const questions = Object.values(objectOf(item.survey_data))
    .map(objectOf)
    .filter(one => textOf(one.answer) !== '' || Object.keys(objectOf(one.options)).length > 0)
  const first = (types: string[], fits: (answer: string) => boolean) =>
    types.flatMap(type => questions.filter(one => one.type === type && fits(textOf(one.answer))))[0]
  const score = first(SCORES, answer => /^\d{1,3}\b/.test(answer))
  const comment = first(WORDS, answer => !isEmail(answer))
  const email = questions.find(one => isEmail(textOf(one.answer)))
  const variable = (name: string) =>
    textOf(objectOf(objectOf(item.url_variables)[name]).value) || textOf(objectOf(item.url_variables)[name])
  return {
    id: textOf(item.id),
    at: easternTime(textOf(item.date_submitted)),
    score: item.is_test_data === '1' ? 'test' : (/^\d+/.exec(textOf(score?.answer))?.[0] ?? ''),
    ...(score?.type === 'NPS' && { scale: 'nps' }),
    comment: textOf(comment?.answer),
    name: variable('name'),
    email: textOf(email?.answer) || variable('email'),
    person: variable('user_id') || variable('customer_id') || textOf(item.contact_id),
    language: textOf(item.language).toLowerCase(),
    channel: variable('__channel'),
    survey: textOf(item.survey_id),
    answers: questions.filter(one => ![score, comment, email].includes(one)).map(answerOf),
    rest: without(item, 'id', 'survey_data', 'date_submitted', 'contact_id', 'language', 'survey_id'),
  }
}

const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

function answerOf(one: Json): OtherAnswer {
  const base = { id: textOf(one.id), ask: textOf(one.question) || textOf(one.id) }
  const options = Object.values(objectOf(one.options)).map(option => textOf(objectOf(option).answer))
  if (one.type === 'CHECKBOX') return { ...base, kind: 'choices', value: options.filter(Boolean) }
  if (one.type === 'RADIO' || one.type === 'MENU') return { ...base, kind: 'choice', value: textOf(one.answer) }
  return { ...base, kind: 'text', value: textOf(one.answer) }
}
