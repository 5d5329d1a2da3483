import { actOnCauses } from './acting.ts'
import { type Company, found } from './company.ts'
import { arrivals } from './demand.ts'
import { lastDay } from './last-day.ts'
import { considerLeaving, holdPayout } from './leaving.ts'
import { closeLoop } from './loop.ts'
import { languageOf, type Market, openMarket, someCustomer, welcomeNewAccounts } from './market.ts'
import { beginMatter, type Center, contact, type Matter } from './matters.ts'
import { openPhones } from './phones.ts'
import { publish, readFirst, visitors } from './reading.ts'
import type { Feedback, SampleRecord } from './records.ts'
import { phoneShares, staffDay } from './rota.ts'
import { type Stage, stage } from './stage.ts'
import { experience, surveys } from './surveys.ts'
import type { SimulationOptions } from './truths.ts'
import { type About, wording } from './words.ts'

/**
 * Months of a support centre, told in the order in which they became known. The same options give the same records on every
 * machine; memory grows with the people, not with what they do.
 */
export function simulate(options: SimulationOptions): Iterable<SampleRecord> {
  return { [Symbol.iterator]: () => begin(options) }
}

function begin(options: SimulationOptions) {
  const { self, play } = stage(options)
  publish(self)
  const company = found(self)
  const market = openMarket(self)
  openDoors(self, company, market)
  return play()
}

function openDoors(stage: Stage, company: Company, market: Market) {
  const words = wording(stage.chance('words'))
  const loop = stage.chance('loop')
  const heard = (feedback: Feedback, about: About) => closeLoop(center, loop, feedback, about)
  const ask = surveys(stage, market, words, stage.chance('surveys'), heard)
  const feelings = stage.chance('feelings')
  const leaving = stage.chance('leaving')
  const afterResolve = (matter: Matter, by: Company['reps'][number]) => {
    const felt = experience(feelings, matter, by, stage.now)
    const account = market.accountOf[matter.customer]!
    market.mood[account] = 0.6 * market.mood[account]! + 0.4 * felt
    if (matter.cause.cause === 'held-for-review') holdPayout(stage, market, leaving, account)
    ask.afterCase(matter, by, felt)
  }
  const center: Center = { stage, company, market, words, dice: stage.chance('matters'), phones: openPhones(stage, company), afterResolve }
  lastDay(center, stage.chance('last-day'))
  actOnCauses(stage)
  liveThrough(center, day => {
    ask.askNps(day)
    considerLeaving(stage, market, leaving, day)
  })
}

/** One step per day plans that day: who comes, who works, what comes up. */
function liveThrough(center: Center, eachDay: (index: number) => void) {
  const { stage, company, market, phones } = center
  const [coming, rota, demand, library] = ['coming', 'rota', 'demand', 'library'].map(stage.chance) as [Dice, Dice, Dice, Dice]
  const shares = phoneShares(stage, company)
  const live = (index: number) => {
    const today = stage.calendar.at(index)
    welcomeNewAccounts(stage, coming, market, index)
    staffDay(stage, company, phones, rota, today, shares)
    eachDay(index)
    for (const arrival of arrivals(stage, demand, today)) stage.at(arrival.at, () => comeUp(center, demand, library, arrival))
    visitors(stage, library, today, (0.35 * stage.scale.matters) / stage.scale.days)
    if (index + 1 < stage.scale.days) stage.at(stage.calendar.at(index + 1).startsAt, () => live(index + 1))
  }
  live(0)
}

type Dice = ReturnType<Stage['chance']>

function comeUp(center: Center, demand: Dice, library: Dice, { cause, channel }: ReturnType<typeof arrivals>[number]) {
  const customer = someCustomer(demand, center.market)
  const matter = beginMatter(center, customer, cause)
  const turnToUs = () => contact(center, matter, channel)
  const language = languageOf(center.market, customer)
  if (library.chance(0.3)) readFirst(center, library, cause.topic, language, customer, channel, turnToUs)
  else turnToUs()
}
