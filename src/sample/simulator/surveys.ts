import { hour } from './calendar.ts'
import type { Rep } from './company.ts'
import { isHere, languageOf, type Market } from './market.ts'
import type { Matter } from './matters.ts'
import type { Random } from './random.ts'
import type { Feedback, Scale } from './records.ts'
import { npsEveryDays } from './scale.ts'
import type { Stage } from './stage.ts'
import type { About, Mood, Words } from './words.ts'

/** From 0 (furious) to 1 (delighted): what the help was like for this customer. Above 0.6 they are satisfied. */
export function experience(dice: Random, matter: Matter, by: Rep, now: number) {
  const waiting = Math.min(0.25, matter.waitedSeconds / 3600)
  const slowness = Math.min(0.2, Math.max(0, (now - matter.openedAt) / hour - 6) / 240)
  const again = 0.09 * (matter.contacts - 1)
  // A held payout is handled with great care: the customer is content with the help, and leaves for what was done.
  const care = matter.cause.cause === 'held-for-review' ? 0.12 : 0
  return Math.min(1, Math.max(0, 0.79 + by.habits.warmth + care - waiting - slowness - again + 0.16 * dice.normal()))
}

const csatOf = (felt: number) => (felt > 0.8 ? 5 : felt > 0.6 ? 4 : felt > 0.46 ? 3 : felt > 0.32 ? 2 : 1)
const cesOf = (felt: number) => Math.min(7, Math.max(1, Math.round(1 + felt * 7)))
const npsOf = (mood: number, noise: number) => Math.min(10, Math.max(0, Math.round((mood - 0.11) * 13.4 + 1.7 * noise)))
const moodOf = (felt: number): Mood => (felt > 0.66 ? 'good' : felt > 0.48 ? 'neutral' : 'bad')
const moodOfNps = (score: number): Mood => (score >= 9 ? 'good' : score >= 7 ? 'neutral' : 'bad')

/** What people speak of when asked about us in general. */
const onTheirMind: readonly About[] = ['service', 'service', 'service', 'terminal.power', 'payout.late', 'internet.slow', 'billing.fee']

/** Waiting, telling it again, the held payout; else the matter itself or the service. */
function aboutOf(dice: Random, mood: Mood, { waitedSeconds, contacts, cause }: Matter): About {
  if (cause.cause === 'held-for-review') return 'held'
  if (mood === 'bad' && contacts > 1 && dice.chance(0.6)) return 'again'
  if (waitedSeconds > 240 && mood !== 'good' && dice.chance(0.6)) return 'wait'
  if (waitedSeconds < 30 && mood === 'good' && dice.chance(0.1)) return 'wait'
  return dice.chance(0.25) ? 'service' : cause.topic
}

export function surveys(stage: Stage, market: Market, words: Words, dice: Random, said: (feedback: Feedback, about: About) => void) {
  const ask = (customer: number, case_: number | null, scale: Scale, answerShare: number, answer: () => void) => {
    stage.tell({ kind: 'survey-asked', at: stage.now, customer, case: case_, scale })
    if (dice.chance(answerShare)) stage.later(dice.lognormal(5, 1.2) * hour, answer)
  }
  const tell = (facts: Omit<Feedback, 'kind' | 'at' | 'feedback'>, about: About) => {
    const feedback: Feedback = { kind: 'feedback', at: stage.now, feedback: stage.number('feedback'), ...facts }
    stage.tell(feedback)
    said(feedback, about)
  }

  /** After a case: the very content and the very annoyed answer more readily, as they do everywhere. */
  const afterCase = (matter: Matter, by: Rep, felt: number) => {
    if (!dice.chance(0.7)) return
    const scale: Scale = dice.chance(0.75) ? 'csat' : 'ces'
    const { customer, language, case: number, cause } = matter
    const mood = moodOf(felt)
    const about = aboutOf(dice, mood, matter)
    ask(customer, number, scale, 0.34 + 0.45 * Math.abs(felt - 0.62), () => {
      const text = dice.chance(mood === 'good' ? 0.55 : 0.92) ? words.comment(language, about, mood) : null
      const score = scale === 'csat' ? csatOf(felt) : cesOf(felt)
      tell({ customer, case: number, member: by.key, topic: cause.topic, scale, score, text, language, channel: 'link' }, about)
    })
  }

  const askRelation = (customer: number) =>
    ask(customer, null, 'nps', 0.32, () => {
      const score = npsOf(market.mood[market.accountOf[customer]!]!, dice.normal())
      const language = languageOf(market, customer)
      const about = dice.pick(onTheirMind)
      const text = dice.chance(score <= 6 ? 0.92 : 0.65) ? words.comment(language, about, moodOfNps(score)) : null
      tell({ customer, case: null, member: null, topic: null, scale: 'nps', score, text, language, channel: 'email' }, about)
    })

  /** The relationship as a whole, twice a year, a part of the customers each day in office hours. */
  const askNps = (dayIndex: number) => {
    for (let customer = 1 + (dayIndex % npsEveryDays); customer <= market.customers; customer += npsEveryDays) {
      if (isHere(market, customer)) stage.later((9 + 8 * dice.share()) * hour, () => askRelation(customer))
    }
  }
  return { afterCase, askNps }
}
