import { scaleOf } from '#core/scores/scale.ts'
import { searchKey } from '#core/text/normalise.ts'
import type { Condition, Rule } from './rule-words.ts'

/** What rules look at: facts only, wherever they come from. */
export type Facts = {
  score: number | null
  scale: string | null
  mood: number | null
  text: string
  /** The topic and all above it. */
  topicIds: readonly string[]
  plan: string | null
  monthlyRevenue: number | null
  channel: string | null
  language: string
  /** Contacts of this customer on this topic within so many days, this one counted. */
  contacts: (days: number) => number
  /** Since our last words without an answer; null for what is said now. */
  silentDays: number | null
}

type Test = (facts: Facts, key: () => string) => boolean
/** A rule made ready for many pieces of feedback: its words are folded once. */
export type Ready = Rule & { fits: Test[]; silentDays: number | null }

const moods = { bad: -1, neutral: 0, good: 1 } as const

function testOf(condition: Condition): Test {
  switch (condition.kind) {
    case 'score':
      return ({ score, scale }) => score !== null && scale === condition.scale && score >= condition.from && score <= condition.to
    case 'own-scale':
      return ({ score, scale }) => score !== null && scale !== null && scaleOf(scale) === null
    case 'mood':
      return ({ mood }) => mood === moods[condition.is]
    case 'text':
      return wordsOf(condition.words)
    case 'topic':
      return ({ topicIds }) => topicIds.some(id => condition.topicIds.includes(id))
    case 'plan':
      return ({ plan }) => plan !== null && condition.plans.includes(plan)
    case 'revenue':
      return ({ monthlyRevenue }) => (monthlyRevenue ?? 0) >= condition.from
    case 'channel':
      return ({ channel }) => channel !== null && condition.channels.includes(channel)
    case 'language':
      return ({ language }) => condition.languages.includes(language)
    case 'repeat':
      return ({ contacts }) => contacts(condition.days) >= condition.times
    case 'silent':
      return ({ silentDays }) => silentDays !== null && silentDays >= condition.days
  }
}

/** As the search finds them: any part, whatever the spelling. */
function wordsOf(words: readonly string[]): Test {
  const keys = words.map(searchKey).filter(key => key !== '')
  return (_, key) => keys.some(one => key().includes(one))
}

/** In their order; rules that are off are left out. */
export const ready = (rules: readonly Rule[]): Ready[] =>
  rules
    .filter(rule => rule.enabled)
    .map(rule => ({ ...rule, fits: rule.conditions.map(testOf), silentDays: silentDaysOf(rule.conditions) }))

const silentDaysOf = (conditions: readonly Condition[]) => conditions.find(one => one.kind === 'silent')?.days ?? null

/** The rules that fit, in their order. A rule about silence is none about what is said, and the other way round. */
export function fitting(rules: readonly Ready[], facts: Facts): Ready[] {
  let folded: string | undefined
  const key = () => {
    folded ??= searchKey(facts.text)
    return folded
  }
  return rules.filter(rule => (rule.silentDays !== null) === (facts.silentDays !== null) && rule.fits.every(fits => fits(facts, key)))
}

/** Days over which contacts are counted by any of the rules: none, and nobody has to count. */
export const countedDays = (rules: readonly Rule[]): number[] => [
  ...new Set(rules.flatMap(({ conditions }) => conditions.flatMap(one => (one.kind === 'repeat' ? [one.days] : [])))),
]
export const looksAtTopics = (rules: readonly Rule[]) => rules.some(({ conditions }) => conditions.some(one => one.kind === 'topic'))
/** Whether only what has a score can fit: then an import need not look at the rest. */
export const needScores = (rules: readonly Rule[]) =>
  rules.every(({ conditions }) => conditions.some(({ kind }) => kind === 'score' || kind === 'own-scale' || kind === 'mood'))
