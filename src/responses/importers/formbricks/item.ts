import { type Item, type Json, type OtherAnswer, objectOf, textOf, without } from '../../bringing/item.ts'

/** What is stored where somebody pressed a button. */
const PRESSED = new Set(['clicked', 'dismissed', 'accepted', 'booked', 'skipped'])

/**
 * One response. Formbricks gives answers by the question's id and says neither what was asked nor on which scale: the first number is the score,
 * the longest words are the comment. @see https://formbricks.com/docs/api-v2-reference
 */
export function readFormbricks(item: Json): Item {
  const data = Object.entries(objectOf(item.data))
  const person = objectOf(item.person)
  const attributes = { ...objectOf(person.attributes), ...objectOf(item.contactAttributes ?? item.personAttributes) }
  const score = data.find(([, value]) => typeof value === 'number')
  const [comment] = data
    .filter(([, value]) => typeof value === 'string' && !PRESSED.has(value))
    .sort((a, b) => textOf(b[1]).length - textOf(a[1]).length)
  const email = textOf(attributes.email)
  return {
    id: textOf(item.id),
    at: textOf(item.createdAt),
    score: textOf(score?.[1]),
    comment: textOf(comment?.[1]),
    name: textOf(attributes.name) || [textOf(attributes.firstName), textOf(attributes.lastName)].filter(Boolean).join(' '),
    email: email.includes('@') ? email : '',
    person: textOf(attributes.userId) || textOf(person.userId) || textOf(item.contactId),
    language: textOf(item.language) === 'default' ? '' : textOf(item.language),
    channel: textOf(objectOf(item.meta).source),
    survey: textOf(item.surveyId),
    answers: data.filter(one => one !== score && one !== comment).flatMap(answerOf),
    rest: without(item, 'id', 'data', 'createdAt', 'surveyId', 'language'),
  }
}

function answerOf([id, value]: [string, unknown]): OtherAnswer[] {
  const base = { id, ask: id }
  if (Array.isArray(value)) return [{ ...base, kind: 'choices', value: value.map(textOf).filter(Boolean) }]
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value)
  if (text === '') return []
  return [{ ...base, kind: PRESSED.has(text) ? 'choice' : 'text', value: text }]
}
