import { fitting } from './fitting.ts'
import type { Random } from './random.ts'
import type { Language } from './records.ts'
import { type Comments, type Texts, texts } from './texts.ts'
import { type CauseKey, isLeaf, type LeafKey, leaves } from './topics.ts'

export type Mood = keyof Comments
/** What a comment is about: the topic of the case, or the service in a certain respect. */
export type About = LeafKey | Exclude<keyof Texts['comments'], string & Mains>
type Mains = 'terminal' | 'payout' | 'internet' | 'billing' | 'account' | 'start'
export type Words = ReturnType<typeof wording>

const fitted = (language: Language) => new Map(leaves.map(topic => [topic, fitting(texts[language], topic)]))
const fit = { en: fitted('en'), th: fitted('th'), lo: fitted('lo'), km: fitted('km') }

/** Picks what people say, from a stream of its own so that texts can grow without changing what happens. */
export function wording(dice: Random) {
  const tail = (language: Language, mood: Mood) => (dice.chance(0.22) ? ` ${dice.pick(texts[language].tails[mood])}` : '')
  const said = (language: Language, about: About) => (isLeaf(about) ? fit[language].get(about)!.comments : texts[language].comments[about])
  return {
    ask: (language: Language, cause: CauseKey) => dice.pick(texts[language].causes[cause].ask),
    cause: (language: Language, cause: CauseKey) => ({
      why: texts[language].causes[cause].why,
      action: texts[language].causes[cause].action,
    }),
    comment: (language: Language, about: About, mood: Mood) => dice.pick(said(language, about)[mood]) + tail(language, mood),
    reply: (language: Language, topic: LeafKey | null, name: string) =>
      dice.pick(topic ? fit[language].get(topic)!.replies : texts[language].replies.any).replace('{name}', () => name),
    note: (language: Language, topic: LeafKey | null) => dice.pick(topic ? fit[language].get(topic)!.notes : texts[language].notes.any),
  }
}
