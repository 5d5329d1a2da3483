import { minute, type SimulatedDay, second } from './calendar.ts'
import type { Center } from './matters.ts'
import type { Random } from './random.ts'
import type { Channel, Language } from './records.ts'
import type { Stage } from './stage.ts'
import { texts } from './texts.ts'
import { type LeafKey, leaves, mainOf, mains } from './topics.ts'

/** The tree of topics, and one public article for each leaf. */
export function publish(stage: Stage) {
  for (const topic of mains)
    stage.tell({ kind: 'topic', at: stage.now, topic, parent: null, names: inFour(language => texts[language].topics[topic]) })
  for (const topic of leaves) {
    stage.tell({ kind: 'topic', at: stage.now, topic, parent: mainOf(topic), names: inFour(language => texts[language].topics[topic]) })
  }
  for (const topic of leaves) {
    const titles = inFour(language => texts[language].articles[topic])
    stage.tell({ kind: 'article', at: stage.now, article: `how.${topic}`, topic, titles, words: wordsOf(topic) })
  }
}

const inFour = (of: (language: Language) => string) => ({ en: of('en'), th: of('th'), lo: of('lo'), km: of('km') })
const wordsOf = (topic: LeafKey) => 180 + ((leaves.indexOf(topic) * 97) % 420)

function read(stage: Stage, dice: Random, topic: LeafKey, language: Language, customer: number | null, then: Channel | null) {
  const seconds = Math.min(1800, Math.max(2, Math.round(dice.lognormal(wordsOf(topic) / 4.5, 0.9))))
  stage.later(seconds * second, () =>
    stage.tell({ kind: 'article-read', at: stage.now, article: `how.${topic}`, customer, language, seconds, then }),
  )
  return seconds
}

/** Visitors whom we do not know read too. */
export function visitors(stage: Stage, dice: Random, today: SimulatedDay, perDay: number) {
  const languages = ['lo', 'lo', 'lo', 'th', 'th', 'km', 'km', 'en'] as const
  for (let left = dice.poisson(perDay); left > 0; left--) {
    const at = today.startsAt + (7 + 15 * dice.share()) * 60 * minute
    stage.at(at, () => read(stage, dice, dice.pick(leaves), dice.pick(languages), null, null))
  }
}

/** Some look it up first: a third of them need nobody then, the others contact us straight after. */
export function readFirst(
  { stage }: Center,
  dice: Random,
  topic: LeafKey,
  language: Language,
  customer: number,
  channel: Channel,
  contact: () => void,
) {
  const helped = dice.chance(0.35)
  const seconds = read(stage, dice, topic, language, customer, helped ? null : channel)
  if (!helped) stage.later(seconds * second + (0.5 + 4 * dice.share()) * minute, contact)
}
