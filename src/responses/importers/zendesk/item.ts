import { type Item, type Json, textOf, without } from '../../bringing/item.ts'

const SCORES: Record<string, string> = { good: '1', bad: '0', good_with_comment: '1', bad_with_comment: '0' }

/**
 * A satisfaction rating of the old kind: a thumb. One that was only offered was not answered.
 * @see https://developer.zendesk.com/api-reference/ticketing/ticket-management/satisfaction_ratings/
 */
export function readZendesk(item: Json): Item {
  const reason = textOf(item.reason)
  return {
    id: textOf(item.id),
    at: textOf(item.updated_at) || textOf(item.created_at),
    score: SCORES[textOf(item.score)] ?? '',
    scale: 'thumbs',
    comment: textOf(item.comment),
    person: textOf(item.requester_id),
    answers: reason ? [{ id: 'reason', ask: 'Reason', kind: 'choice', value: reason }] : [],
    rest: without(item, 'id', 'score', 'comment', 'reason', 'updated_at', 'requester_id'),
  }
}
