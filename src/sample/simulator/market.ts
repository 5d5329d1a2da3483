import { personName } from './company.ts'
import type { Random } from './random.ts'
import type { Language, Plan } from './records.ts'
import type { Stage } from './stage.ts'
import { texts } from './texts.ts'

/**
 * Accounts and customers as columns, numbered from 1 in the order in which they come, so that ten million events fit beside
 * them.
 */
export type Market = {
  /** Customers and accounts who have come so far. */
  customers: number
  accounts: number
  /** Whole names by customer. */
  names: string[]
  accountOf: Uint32Array
  language: Uint8Array
  /** How readily this customer turns to us, 0 to 255. */
  need: Uint8Array
  leftAt: Float64Array
  heldAt: Float64Array
  /** The account's experience with us, slowly moving, 0 to 1. */
  mood: Float32Array
  begunOnDay: Int32Array
}

export const languages: readonly Language[] = ['lo', 'th', 'km', 'en']
const countries = { lo: 'LA', th: 'TH', km: 'KH' } as const
const callingCodes = { LA: '856', TH: '66', KH: '855', DE: '49' } as const
const plans: Record<Plan, readonly number[]> = { market: [9, 12, 15], shop: [19, 25, 29, 39], chain: [89, 120, 160, 240] }

export const languageOf = (market: Market, customer: number) => languages[market.language[customer]!]!
export const isHere = (market: Market, customer: number) => market.leftAt[market.accountOf[customer]!] === 0

export function openMarket(stage: Stage): Market {
  const most = stage.scale.customers + 8
  const dice = stage.chance('market')
  const market: Market = {
    customers: 0,
    accounts: 0,
    names: [],
    accountOf: new Uint32Array(most),
    language: new Uint8Array(most),
    need: new Uint8Array(most),
    leftAt: new Float64Array(most),
    heldAt: new Float64Array(most),
    mood: new Float32Array(most).fill(0.75),
    begunOnDay: new Int32Array(most),
  }
  const first = Math.floor(stage.scale.customers * 0.7)
  while (market.customers < first) beginAccount(stage, dice, market, -1 - Math.floor(dice.exponential(400)))
  return market
}

/** The rest come one by one over the whole time. */
export function welcomeNewAccounts(stage: Stage, dice: Random, market: Market, dayIndex: number) {
  const { customers, days } = stage.scale
  const due = Math.floor(customers * (0.7 + (0.3 * (dayIndex + 1)) / days))
  while (market.customers < due) beginAccount(stage, dice, market, dayIndex)
}

function beginAccount(stage: Stage, dice: Random, market: Market, onDay: number) {
  const account = ++market.accounts
  const language = languages[dice.chance(0.93) ? weightedHome(dice) : 3]!
  const country = language === 'en' ? dice.pick(['LA', 'TH', 'KH', 'DE'] as const) : countries[language]
  const plan: Plan = dice.chance(0.5) ? 'market' : dice.chance(0.88) ? 'shop' : 'chain'
  const name = texts[language].names.given[dice.whole(texts[language].names.given.length)]!
  const shop = dice.pick(texts[language].shops).replace('{name}', name[0])
  const startedOn = stage.calendar.on(Math.max(onDay, -1500))
  market.begunOnDay[account] = onDay
  stage.tell({ kind: 'account', at: stage.now, account, name: shop, country, plan, monthlyRevenue: dice.pick(plans[plan]), startedOn })
  const people = plan === 'chain' ? 2 + dice.whole(4) : dice.chance(0.25) ? 2 : 1
  for (let i = 0; i < people && market.customers < stage.scale.customers; i++) meet(stage, dice, market, account, language, country)
}

const weightedHome = (dice: Random) => {
  const share = dice.share()
  return share < 0.41 ? 0 : share < 0.71 ? 1 : 2
}

function meet(stage: Stage, dice: Random, market: Market, account: number, home: Language, country: keyof typeof callingCodes) {
  const customer = ++market.customers
  const language = dice.chance(0.96) ? home : 'en'
  market.accountOf[customer] = account
  market.language[customer] = languages.indexOf(language)
  market.need[customer] = 40 + dice.whole(216)
  const { name, latin } = personName(dice, language, dice.chance(0.75) ? 0 : 1)
  market.names[customer] = name
  const email = dice.chance(0.82) ? `${latin}.${customer}@shop-${account}.example` : null
  // Numbers that begin with 00 after the country's code are given to nobody.
  const phone =
    email === null || dice.chance(0.9) ? `+${callingCodes[country]} 00 ${100 + dice.whole(900)} ${1000 + dice.whole(9000)}` : null
  stage.tell({ kind: 'customer', at: stage.now, customer, account, name, language, email, phone })
  if (dice.chance(0.35)) prefer(stage, dice, customer, language)
}

function prefer(stage: Stage, dice: Random, customer: number, language: Language) {
  const source = dice.pick(['said', 'said', 'seen', 'told'] as const)
  const text = dice.pick(texts[language].preferences)
  const member = source === 'said' ? null : whoNoticed[language]
  stage.tell({ kind: 'preference', at: stage.now, customer, text, source, member, consent: source === 'said' || dice.chance(0.6) })
}

const whoNoticed = { lo: 'noi', th: 'somchai', km: 'sok', en: 'marta' } as const

/** Somebody of today's customers, the needy more often; who speaks this language, if one is given. */
export function someCustomer(dice: Random, market: Market, language: Language | null = null) {
  for (let tries = 0; tries < 1000; tries++) {
    const customer = 1 + dice.whole(market.customers)
    if (language !== null && languageOf(market, customer) !== language) continue
    if (isHere(market, customer) && dice.whole(256) < market.need[customer]!) return customer
  }
  return 1
}
