import type { Language } from './records.ts'
import { en } from './texts/en.ts'
import { km } from './texts/km.ts'
import { lo } from './texts/lo.ts'
import { th } from './texts/th.ts'
import type { CauseKey, LeafKey, MainKey } from './topics.ts'

/** What people write and are called in one language. `{name}` stands for the customer's whole name. */
export type Texts = {
  topics: { [topic in MainKey | LeafKey]: string }
  articles: { [topic in LeafKey]: string }
  /** How the customer puts it, why it happened, and what is done against it. */
  causes: { [cause in CauseKey]: { ask: string[]; why: string; action: string } }
  comments: { [about in MainKey | 'service' | 'wait' | 'again' | 'held']: Comments }
  /** Said after a comment by some. */
  tails: { good: string[]; neutral: string[]; bad: string[] }
  replies: { [about in MainKey | 'any']: string[] }
  notes: { [about in MainKey | 'any']: string[] }
  preferences: string[]
  /** Given and family name in the order of the culture, each in its own script and in Latin letters for the address. */
  names: { given: Name[]; family: Name[]; familyFirst: boolean }
  shops: string[]
}
export type Comments = { good: string[]; neutral: string[]; bad: string[] }
export type Name = readonly [written: string, latin: string]

export const texts: { [language in Language]: Texts } = { en, th, lo, km }
