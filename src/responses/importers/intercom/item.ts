import { type Item, type Json, listOf, objectOf, textOf, without } from '../../bringing/item.ts'

/** A conversation and the rating in it: five faces, 1 to 5. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations */
export function readIntercom(item: Json): Item {
  const rating = objectOf(item.conversation_rating)
  const contact = objectOf(rating.contact ?? rating.customer ?? listOf(objectOf(item.contacts).contacts)[0])
  const author = objectOf(objectOf(item.source).author)
  const byCustomer = author.type !== 'admin' && author.type !== 'bot'
  return {
    id: textOf(item.id),
    at: timeOf(rating.created_at ?? item.updated_at ?? item.created_at),
    score: textOf(rating.rating),
    scale: 'csat',
    comment: textOf(rating.remark),
    name: byCustomer ? textOf(author.name) : '',
    email: byCustomer ? textOf(author.email) : '',
    person: textOf(contact.external_id) || textOf(contact.id),
    channel: textOf(objectOf(item.source).type),
    rest: { ...without(item, 'id', 'conversation_parts'), conversation_rating: rating },
  }
}

const timeOf = (seconds: unknown): string => (typeof seconds === 'number' ? new Date(seconds * 1_000).toISOString() : textOf(seconds))
