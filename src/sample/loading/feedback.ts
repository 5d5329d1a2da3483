import { moodOf, scaleOf } from '#core/scores/scale.ts'
import { searchKey } from '#core/text/normalise.ts'
import type { Feedback, Language } from '../simulator/records.ts'
import type { Customers } from './customers.ts'
import { idAt } from './ids.ts'
import type { People, Subjects } from './people.ts'
import { type Row, stamp } from './rows.ts'

const moodNumber = { bad: -1, neutral: 0, good: 1 } as const

export type Said = {
  key: string
  at: number
  customer: number
  member: string | null
  topic: string | null
  channel: string
  language: Language
  text: string | null
  scale: Feedback['scale'] | null
  score: number | null
}
export type Saying = ReturnType<typeof sayingOf>

/** The row of something a customer said; `case_id`, `by_rule` and the reply are filled in by its case. */
export const sayingOf = (customers: Customers, people: People, subjects: Subjects) => (said: Said) => {
  const { key, at, customer, member, topic, channel, language, scale, score } = said
  const text = said.text ?? ''
  return {
    id: idAt(at),
    source: 'sample',
    row_key: `\\x${Buffer.from(key).toString('hex')}`,
    customer_id: customers.known(customer).id,
    account_id: customers.accountOf(customer).id,
    member_id: member === null ? null : people.idOf(member),
    topic_id: subjects.idOf(topic),
    channel,
    language: text === '' ? 'und' : language,
    text,
    search_key: searchKey(text),
    ...scored(scale, score),
    said_at: stamp(at),
    said_at_known: true,
    received_at: stamp(at),
    case_id: null as string | null,
    by_rule: false,
    replied_at: null as string | null,
    replied_by: null as string | null,
  } satisfies Row
}

export function scored(id: Feedback['scale'] | null, score: number | null) {
  const scale = id === null ? null : scaleOf(id)
  if (scale === null || score === null) return { score: null, scale: null, scale_min: null, scale_max: null, mood: null }
  return { score, scale: scale.id, scale_min: scale.min, scale_max: scale.max, mood: moodNumber[moodOf(score, scale)] }
}
