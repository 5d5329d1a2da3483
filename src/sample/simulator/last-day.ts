import { hour } from './calendar.ts'
import { languageOf, someCustomer } from './market.ts'
import type { Center } from './matters.ts'
import { someoneFor } from './owners.ts'
import type { Random } from './random.ts'
import type { Feedback, Language } from './records.ts'
import { causes, isLeaf, type LeafKey } from './topics.ts'
import type { About, Mood } from './words.ts'

/** Hours from the end until a reply is due; the first three are late by then. */
const waiting = [-2.7, -1.3, -0.3, 0.4, 0.9, 1.5, 2.2, 3.1, 4.2, 5.5, 7, 9, 11.5, 14.5, 18, 21.5]
/** Hours before the end: when it was said and when somebody replied, who now waits to hear that it is solved. */
const answered = [29, 25, 21.5, 12, 8.5, 6].map((saidAgo, i) => ({ saidAgo, repliedAgo: [20, 17, 9, 3, 1.6, 0.7][i]! }))
/** Hours before the end at which somebody thanks us. */
const thanks = [38, 31, 27, 22, 17, 9, 6.5, 4.6, 2.8, 1.4, 0.25]

const tongues: readonly Language[] = ['lo', 'th', 'en', 'km']
const subjects: readonly LeafKey[] = [
  'terminal.printer',
  'payout.late',
  'internet.slow',
  'billing.refund',
  'account.login',
  'terminal.power',
  'start.delivery',
  'payout.late',
  'billing.fee',
  'internet.outage',
  'terminal.card',
]
const praised: readonly About[] = ['service', 'terminal.power', 'payout.late', 'wait', 'billing.fee', 'internet.slow', 'start.training']

/**
 * A quiet day may leave nothing open. Whoever looks around should meet a working day: what is due in the next hours, a little
 * that is late, replies that wait to be resolved, and what was said yesterday and today, in every language.
 */
export function lastDay(center: Center, dice: Random) {
  const { stage } = center
  const ago = (hours: number) => stage.until - (hours + 0.15 * (dice.share() - 0.5)) * hour
  const texts = once(center)
  for (const [i, due] of waiting.entries()) stage.at(ago(24 - due), () => raise(center, dice, texts, i))
  for (const [i, { saidAgo, repliedAgo }] of answered.entries())
    stage.at(ago(saidAgo), () => {
      const opened = raise(center, dice, texts, waiting.length + i)
      stage.at(ago(repliedAgo), () => reply(center, opened))
    })
  for (const [i, hours] of thanks.entries()) stage.at(ago(hours), () => thank(center, dice, texts, i))
}

type Saying = (language: Language, about: About, mood: Mood) => string
type Opened = { case: number; customer: number; topic: string; language: Language; owner: string }

/** Two people seldom use the same words on one day. */
function once({ words }: Center): Saying {
  const said = new Set<string>()
  return (language, about, mood) => {
    let text = words.comment(language, about, mood)
    for (let tries = 0; said.has(text) && tries < 8; tries++) text = words.comment(language, about, mood)
    said.add(text)
    return text
  }
}

/** A customer writes, or is asked and is not content: a case, whose owner has not come to it yet. */
function raise(center: Center, dice: Random, say: Saying, index: number): Opened {
  const { stage, market, words } = center
  const customer = someCustomer(dice, market, tongues[index % tongues.length]!)
  const language = languageOf(market, customer)
  const topic = subjects[index % subjects.length]!
  const owner = someoneFor(center, { language, topic }).key
  const opened: Opened = { case: 0, customer, topic, language, owner }
  const dueAt = stage.now + 24 * hour
  if (index % 3 === 2) {
    const { cause } = dice.pick(causes.filter(one => one.topic === topic))
    const text = words.ask(language, cause)
    opened.case = stage.number('case')
    stage.tell({ kind: 'case-opened', at: stage.now, by: 'member', feedback: null, channel: 'email', dueAt, words: text, ...opened })
    tellWritten(center, opened, text)
    return opened
  }
  const { feedback, channel, text } = rate(center, dice, { customer, language, topic, mood: 'bad', text: say(language, topic, 'bad') })
  opened.case = stage.number('case')
  stage.tell({ kind: 'case-opened', at: stage.now, by: 'rule', feedback, channel, dueAt, words: text!, ...opened })
  return opened
}

function tellWritten({ stage }: Center, { case: number, customer, topic, language, owner }: Opened, text: string) {
  const about = { customer, case: number, topic, member: owner, queue: language, channel: 'email' as const }
  const times = { enteredAt: stage.now, connectedAt: stage.now, waitSeconds: 0, talkSeconds: 0, heldSeconds: 0, wrapUpSeconds: 0 }
  stage.tell({ kind: 'contact', at: stage.now, contact: stage.number('contact'), ...about, ...times, text })
}

const scores = {
  bad: { nps: [3, 5, 2, 6], csat: [1, 2], ces: [2, 3] },
  good: { nps: [10, 9, 10], csat: [5, 5, 4], ces: [7, 6] },
  neutral: { nps: [7, 8], csat: [3], ces: [4] },
} as const

type Rated = Pick<Feedback, 'customer' | 'language' | 'topic' | 'text'> & { mood: Mood }

function rate({ stage }: Center, dice: Random, { mood, ...said }: Rated): Feedback {
  const scale = dice.pick(['nps', 'csat', 'csat', 'ces'] as const)
  const score = dice.pick<number>(scores[mood][scale])
  const channel = scale === 'nps' ? 'email' : 'link'
  const feedback: Feedback = {
    kind: 'feedback',
    at: stage.now,
    feedback: stage.number('feedback'),
    case: null,
    member: null,
    scale,
    score,
    channel,
    ...said,
  }
  stage.tell(feedback)
  return feedback
}

function reply({ stage, words, market }: Center, { case: number, customer, topic, language, owner }: Opened) {
  const text = words.reply(language, topic as LeafKey, market.names[customer]!)
  stage.tell({ kind: 'case-replied', at: stage.now, case: number, member: owner, text, language })
}

/** Most are pleased; now and then somebody is neither pleased nor annoyed. */
function thank(center: Center, dice: Random, say: Saying, index: number) {
  const customer = someCustomer(dice, center.market, tongues[index % tongues.length]!)
  const language = languageOf(center.market, customer)
  const about = praised[index % praised.length]!
  const mood = index % 5 === 3 ? 'neutral' : 'good'
  rate(center, dice, { customer, language, topic: isLeaf(about) ? about : null, mood, text: say(language, about, mood) })
}
