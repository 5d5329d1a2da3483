import type { Texts } from './texts.ts'
import type { LeafKey, MainKey } from './topics.ts'

type Leaf = string | null
type Moods = { good: Leaf[]; neutral: Leaf[]; bad: Leaf[] }

/**
 * Which leaf a sentence speaks of, in the order of the lists, which is the same in all four languages; null fits every leaf
 * of its topic. Without this a customer with a paper jam would praise the new battery.
 */
const comments: { [main in MainKey]: Moods } = {
  terminal: { good: [null, 'power', 'card'], neutral: ['printer', null, 'qr'], bad: ['printer', 'power', 'update', 'card'] },
  payout: { good: ['late', 'late', 'missing'], neutral: ['late', null, 'late'], bad: ['late', null, 'late', 'late'] },
  internet: { good: ['slow', null, 'router'], neutral: ['slow', null, null], bad: ['slow', 'outage', 'router', 'slow'] },
  billing: { good: ['fee', 'refund', 'invoice'], neutral: ['fee', 'invoice', null], bad: ['fee', 'refund', 'invoice', null] },
  account: { good: ['login', 'limit', 'owner'], neutral: ['login', 'limit', 'owner'], bad: ['login', 'owner', 'limit', 'login'] },
  start: {
    good: [null, 'training', 'delivery'],
    neutral: ['delivery', null, 'training'],
    bad: ['delivery', 'training', 'training', 'delivery'],
  },
}
const replies: { [main in MainKey]: Leaf[] } = {
  terminal: ['power', 'update', 'qr'],
  payout: ['late', 'missing', 'held'],
  internet: ['outage', 'slow'],
  billing: ['fee', 'invoice'],
  account: ['limit', 'login'],
  start: ['delivery', 'training'],
}
const notes: { [main in MainKey]: Leaf[] } = {
  terminal: ['power', 'printer', 'update'],
  payout: ['late', 'missing', 'held'],
  internet: ['slow', 'outage'],
  billing: ['fee', 'refund'],
  account: ['login', 'owner'],
  start: ['delivery', 'training'],
}

const fits = (texts: readonly string[], leaves: readonly Leaf[], topic: LeafKey) => {
  const leaf = topic.slice(topic.indexOf('.') + 1)
  return texts.filter((_, i) => leaves[i] === null || leaves[i] === leaf)
}

/** The texts of one language that fit one topic, picked once. */
export function fitting({ comments: said, replies: answered, notes: noted }: Texts, topic: LeafKey) {
  const main = topic.slice(0, topic.indexOf('.')) as MainKey
  const orService = (mood: keyof Moods) => {
    const own = fits(said[main][mood], comments[main][mood], topic)
    return own.length > 0 ? own : said.service[mood]
  }
  return {
    comments: { good: orService('good'), neutral: orService('neutral'), bad: orService('bad') },
    replies: [...answered.any, ...fits(answered[main], replies[main], topic), ...fits(answered[main], replies[main], topic)],
    notes: [...noted.any, ...fits(noted[main], notes[main], topic), ...fits(noted[main], notes[main], topic)],
  }
}

/** How long each list must be, so that a test can hold every language to it. */
export const shape = { comments, replies, notes }
