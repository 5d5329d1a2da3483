import { hour, minute, second } from './calendar.ts'
import type { Company, Rep } from './company.ts'
import { languageOf, type Market } from './market.ts'
import { answerFrom, atWork, handOver, someoneFor } from './owners.ts'
import type { Phones } from './phones.ts'
import type { Random } from './random.ts'
import type { Channel, Contact, Instant, Language } from './records.ts'
import type { Stage } from './stage.ts'
import type { Cause } from './topics.ts'
import type { Words } from './words.ts'

/** One thing that troubles one customer, from the first try to the end, under however many case numbers. */
export type Matter = {
  customer: number
  language: Language
  cause: Cause
  /** How the customer puts it. */
  ask: string
  /** Tries so far, abandoned ones too. */
  contacts: number
  case: number | null
  owner: Rep | null
  replied: boolean
  resolvedBy: Rep | null
  /** All the seconds spent in queues. */
  waitedSeconds: number
  /** How often the customer came back after "resolved". */
  returns: number
  openedAt: Instant
  /** By when the customer of the case was promised a reply. */
  dueAt: Instant
}

export type Center = {
  stage: Stage
  company: Company
  market: Market
  phones: Phones
  words: Words
  dice: Random
  /** What the customer does about a resolved matter: answers a survey, changes their mood. */
  afterResolve: (matter: Matter, by: Rep) => void
}

export const beginMatter = ({ market, stage, words }: Center, customer: number, cause: Cause): Matter => ({
  customer,
  language: languageOf(market, customer),
  cause,
  ask: words.ask(languageOf(market, customer), cause.cause),
  contacts: 0,
  case: null,
  owner: null,
  replied: false,
  resolvedBy: null,
  waitedSeconds: 0,
  returns: 0,
  openedAt: stage.now,
  dueAt: stage.now,
})

/** The customer turns to us by this channel. */
export function contact(center: Center, matter: Matter, channel: Channel) {
  matter.contacts++
  if (channel === 'email') return written(center, matter)
  const { stage, phones, dice } = center
  const enteredAt = stage.now
  phones.join(
    {
      language: matter.language,
      enteredAt,
      done: false,
      connected: (rep, waitSeconds) => spoken(center, matter, channel, enteredAt, rep, waitSeconds),
      gaveUp: waitSeconds => abandoned(center, matter, channel, enteredAt, waitSeconds, dice),
    },
    channel === 'call' ? 5 : 9,
  )
}

function abandoned(center: Center, matter: Matter, channel: Channel, enteredAt: Instant, waitSeconds: number, dice: Random) {
  matter.waitedSeconds += waitSeconds
  tellContact(center, matter, { channel, enteredAt, connectedAt: null, member: null, waitSeconds, text: null })
  if (!dice.chance(0.75)) return
  if (dice.chance(0.15)) center.stage.later(dice.lognormal(40, 0.8) * minute, () => contact(center, matter, 'email'))
  else center.stage.later(dice.lognormal(25, 1) * minute, () => contact(center, matter, openNow(center) ? channel : 'email'))
}

const openNow = ({ stage }: Center) => {
  const intoDay = (stage.now - stage.calendar.startsAt) % (24 * hour)
  return intoDay >= 8 * hour && intoDay < 19.75 * hour
}

const about = ({ language, cause: { topic } }: Matter) => ({ language, topic })

/** A conversation: returns how many seconds the rep is taken. */
function spoken(center: Center, matter: Matter, channel: Channel, enteredAt: Instant, rep: Rep, waitSeconds: number) {
  const { stage, dice } = center
  matter.waitedSeconds += waitSeconds
  const slow = channel === 'chat' ? 1.5 : 1
  const talkSeconds = Math.max(15, Math.round(dice.lognormal(matter.cause.talkSeconds * rep.habits.talkFactor * slow, 0.55)))
  const heldSeconds = channel === 'call' && dice.chance(0.22) ? Math.round(dice.lognormal(55, 0.7)) : 0
  const wrapUpSeconds = Math.round(dice.lognormal(45 * Math.sqrt(rep.habits.talkFactor), 0.5))
  const text = channel === 'chat' ? inWriting(center, matter) : null
  const connectedAt = stage.now
  stage.later((talkSeconds + heldSeconds) * second, () => {
    take(center, matter, channel, rep)
    const times = { waitSeconds, talkSeconds, heldSeconds, wrapUpSeconds }
    tellContact(center, matter, { channel, enteredAt, connectedAt, member: rep.key, text, ...times })
  })
  stage.later((talkSeconds + heldSeconds + wrapUpSeconds) * second, () => {
    const { solvedAtOnce } = rep.habits
    if (dice.chance(solvedAtOnce - matter.cause.difficulty)) resolve(center, matter, rep)
    else workOn(center, matter, rep)
  })
  return talkSeconds + heldSeconds + wrapUpSeconds
}

/** Who comes back has something else to say. */
const inWriting = ({ words }: Center, { returns, language, ask }: Matter) => (returns === 0 ? ask : words.comment(language, 'again', 'bad'))

/** Somebody who speaks the language answers an e-mail when they are at work. */
function written(center: Center, matter: Matter) {
  const rep = matter.owner && matter.returns === 0 ? matter.owner : someoneFor(center, about(matter))
  take(center, matter, 'email', rep)
  const text = inWriting(center, matter)
  tellContact(center, matter, { channel: 'email', enteredAt: center.stage.now, connectedAt: center.stage.now, member: rep.key, text })
  replyAndFinish(center, matter, rep, 2.6, 0.85)
}

/** A new case, or the old one reopened, or one more contact on a case that is still open. */
function take(center: Center, matter: Matter, channel: Channel, rep: Rep) {
  const { stage } = center
  const { customer, cause, language, ask } = matter
  if (matter.case !== null) return reopenIfResolved(center, matter)
  matter.case = stage.number('case')
  matter.owner = rep
  const dueAt = stage.now + 24 * hour
  matter.dueAt = dueAt
  // Who spoke with us has had a reply: the conversation itself.
  matter.replied = channel !== 'email'
  const opened = { case: matter.case, customer, topic: cause.topic, channel, owner: rep.key, dueAt, words: ask, language }
  stage.tell({ kind: 'case-opened', at: stage.now, by: 'member', feedback: null, ...opened })
}

function reopenIfResolved({ stage }: Center, matter: Matter) {
  if (!matter.resolvedBy) return
  stage.tell({ kind: 'case-reopened', at: stage.now, case: matter.case!, undone: matter.resolvedBy.key })
  matter.resolvedBy = null
}

/** Not solved at once: a note, now and then a colleague, an answer later. */
function workOn(center: Center, matter: Matter, rep: Rep) {
  const { stage, words, dice } = center
  const own = rep.languages[0]!
  if (dice.chance(0.6)) {
    const text = words.note(own, matter.cause.topic)
    stage.tell({ kind: 'case-noted', at: stage.now, case: matter.case!, member: rep.key, text, language: own })
  }
  const next = dice.chance(0.1) ? someoneFor(center, about(matter)) : rep
  if (next !== rep) stage.tell({ kind: 'case-assigned', at: stage.now, case: matter.case!, member: next.key, by: rep.key })
  matter.owner = next
  replyAndFinish(center, matter, next, 3.5, 1)
}

function replyAndFinish(center: Center, matter: Matter, owner: Rep, medianHours: number, sigma: number) {
  const { stage, words, dice } = center
  // One in a hundred is forgotten, until it is late and somebody asks about it.
  const then = stage.now + (dice.chance(0.01) ? 48 : dice.lognormal(medianHours, sigma)) * hour
  const answer = matter.replied
    ? { by: owner, at: atWork(center, owner, then) }
    : answerFrom(center, owner, about(matter), then, matter.dueAt)
  const rep = answer.by
  handOver(center, matter.case!, owner, answer)
  stage.at(answer.at, () => {
    if (matter.resolvedBy) return
    matter.owner = rep
    const text = words.reply(matter.language, matter.cause.topic, center.market.names[matter.customer]!)
    stage.tell({ kind: 'case-replied', at: stage.now, case: matter.case!, member: rep.key, text, language: matter.language })
    matter.replied = true
    const finish = dice.chance(0.45) ? dice.lognormal(12, 0.6) / 60 : dice.lognormal(9, 0.9)
    stage.at(atWork(center, rep, stage.now + finish * hour), () => resolve(center, matter, rep))
  })
}

function resolve(center: Center, matter: Matter, rep: Rep) {
  const { stage, words, dice } = center
  if (matter.resolvedBy) return
  const own = rep.languages[0]!
  const cause = dice.chance(0.88) ? matter.cause.cause : null
  const said = cause ? words.cause(own, cause) : { why: null, action: null }
  stage.tell({ kind: 'case-resolved', at: stage.now, case: matter.case!, member: rep.key, cause, ...said, language: own })
  matter.resolvedBy = rep
  center.afterResolve(matter, rep)
  if (matter.returns < 3 && dice.chance(rep.habits.comesBack))
    stage.later(Math.min(dice.lognormal(38, 0.8), longestReturnDays * 24) * hour, () => comeBack(center, matter))
}

/** Whoever has not come back by then was helped. */
export const longestReturnDays = 40

/** It was not solved after all. Two in three return under the case's number, one in three opens a new one. */
function comeBack(center: Center, matter: Matter) {
  const { dice } = center
  const channel = !openNow(center) ? 'email' : dice.chance(0.75) ? 'call' : 'chat'
  matter.returns++
  if (dice.chance(0.35)) Object.assign(matter, { case: null, owner: null, resolvedBy: null, replied: false })
  contact(center, matter, channel)
}

type Told = Pick<Contact, 'channel' | 'enteredAt' | 'connectedAt' | 'member' | 'text'> & Partial<Contact>

function tellContact({ stage }: Center, matter: Matter, told: Told) {
  stage.tell({
    kind: 'contact',
    at: stage.now,
    contact: stage.number('contact'),
    queue: matter.language,
    customer: matter.customer,
    case: told.member ? matter.case : null,
    topic: matter.cause.topic,
    waitSeconds: 0,
    talkSeconds: 0,
    heldSeconds: 0,
    wrapUpSeconds: 0,
    ...told,
  })
}
