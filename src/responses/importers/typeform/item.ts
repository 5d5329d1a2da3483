import { type Item, type Json, listOf, type OtherAnswer, objectOf, textOf, without } from '../../bringing/item.ts'

const typeOf = (answer: Json) => textOf(objectOf(answer.field).type)
const SCORES = ['nps', 'opinion_scale', 'rating']

/** One of `GET /forms/{id}/responses`. @see https://www.typeform.com/developers/responses/JSON-response-explanation */
export function readTypeform(item: Json): Item {
  const answers = listOf(item.answers)
  const hidden = objectOf(item.hidden)
  const first = (...types: string[]) => types.flatMap(type => answers.filter(one => typeOf(one) === type))[0]
  const score = first(...SCORES)
  const comment = first('long_text', 'short_text')
  const email = answers.find(one => one.type === 'email')
  const phone = answers.find(one => one.type === 'phone_number')
  const taken = [score, comment, email, phone]
  return {
    id: textOf(item.response_id) || textOf(item.token),
    at: [textOf(item.submitted_at), textOf(item.landed_at)].find(at => at && !at.startsWith('0001')) ?? '',
    score: textOf(score?.number),
    ...(score && typeOf(score) === 'nps' && { scale: 'nps' }),
    comment: textOf(comment?.text),
    name: textOf(hidden.name),
    email: textOf(email?.email) || textOf(hidden.email),
    phone: textOf(phone?.phone_number),
    person: textOf(hidden.user_id) || textOf(hidden.customer_id),
    survey: textOf(item.form_id),
    answers: answers.filter(one => !taken.includes(one)).flatMap(answerOf),
    rest: { ...without(item, 'response_id', 'answers', 'submitted_at', 'hidden', 'form_id'), ...without(hidden, 'name', 'email') },
  }
}

function answerOf(answer: Json): OtherAnswer[] {
  const field = objectOf(answer.field)
  const base = { id: textOf(field.id), ask: textOf(field.title) || textOf(field.ref) || textOf(field.id) }
  if (answer.type === 'choice') {
    const choice = objectOf(answer.choice)
    return [{ ...base, kind: 'choice', value: textOf(choice.label) || textOf(choice.other) }]
  }
  if (answer.type === 'choices') {
    const { labels, other } = objectOf(answer.choices)
    return [{ ...base, kind: 'choices', value: [...(Array.isArray(labels) ? labels.map(textOf) : []), textOf(other)].filter(Boolean) }]
  }
  if (answer.type === 'boolean') return [{ ...base, kind: 'choice', value: answer.boolean ? 'Yes' : 'No' }]
  const value = answer[textOf(answer.type)]
  const text = typeof value === 'object' ? JSON.stringify(value) : textOf(value)
  return text ? [{ ...base, kind: 'text', value: text }] : []
}
