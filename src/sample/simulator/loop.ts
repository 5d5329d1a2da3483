import { hour, minute } from './calendar.ts'
import type { Center } from './matters.ts'
import { answerFrom, atWork, handOver, someoneFor } from './owners.ts'
import type { Random } from './random.ts'
import type { Feedback, Scale } from './records.ts'
import { causes, isLeaf, type LeafKey } from './topics.ts'
import type { About } from './words.ts'

const badUpTo: { [scale in Scale]: number } = { nps: 6, csat: 2, ces: 3 }

/** A bad rating opens a case by itself. Somebody replies, mostly within a day; who is heard in time thinks better of us. */
export function closeLoop(center: Center, dice: Random, feedback: Feedback, about: About) {
  if (feedback.score > badUpTo[feedback.scale]) return
  const { stage } = center
  const { customer, language, channel } = feedback
  const topic = (feedback.topic ?? (isLeaf(about) ? about : null)) as LeafKey | null
  const owner = someoneFor(center, { language, topic })
  const number = stage.number('case')
  const dueAt = stage.now + 24 * hour
  const opened = { case: number, customer, topic, channel, owner: owner.key, dueAt, words: feedback.text ?? '', language }
  stage.tell({ kind: 'case-opened', at: stage.now, by: 'rule', feedback: feedback.feedback, ...opened })
  // Now and then nobody takes it up, until it is late.
  const then = stage.now + (dice.chance(0.03) ? 48 : dice.lognormal(5, 0.9)) * hour
  const answer = answerFrom(center, owner, { language, topic }, then, dueAt)
  handOver(center, number, owner, answer)
  const inTime = answer.at <= dueAt
  stage.at(answer.at, () => reply(center, dice, { number, customer, language, topic, owner: answer.by, inTime }))
}

type Promised = Pick<Feedback, 'customer' | 'language'> & {
  number: number
  topic: LeafKey | null
  owner: ReturnType<typeof someoneFor>
  inTime: boolean
}

function reply(center: Center, dice: Random, { number, customer, language, topic, owner, inTime }: Promised) {
  const { stage, words, market } = center
  const text = words.reply(language, topic, market.names[customer]!)
  stage.tell({ kind: 'case-replied', at: stage.now, case: number, member: owner.key, text, language })
  const account = market.accountOf[customer]!
  if (inTime) market.mood[account] = Math.min(1, market.mood[account]! + 0.08)
  const own = owner.languages[0]!
  if (dice.chance(0.4))
    stage.later(10 * minute, () =>
      stage.tell({ kind: 'case-noted', at: stage.now, case: number, member: owner.key, text: words.note(own, topic), language: own }),
    )
  stage.at(atWork(center, owner, stage.now + dice.lognormal(16, 0.9) * hour), () => {
    const cause = topic && dice.chance(0.88) ? dice.pick(causes.filter(one => one.topic === topic)).cause : null
    const why = cause ? words.cause(own, cause) : { why: null, action: null }
    stage.tell({ kind: 'case-resolved', at: stage.now, case: number, member: owner.key, cause, ...why, language: own })
  })
}
