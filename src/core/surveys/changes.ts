import type { SurveyContent } from './definition.ts'

/** What differs between two versions: which questions, in which languages words, and which of the rest. */
export type Changes = {
  added: string[]
  removed: string[]
  changed: string[]
  moved: boolean
  /** Language → how many words; a language that is new or gone is there with all of its words. */
  words: Record<string, number>
  rest: ('language' | 'ends' | 'hidden' | 'quotas' | 'look')[]
}

const parts = ['language', 'ends', 'hidden', 'quotas', 'look'] as const
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export function changesBetween(before: SurveyContent, after: SurveyContent): Changes {
  const old = new Map(before.definition.questions.map(question => [question.key, question]))
  const now = new Map(after.definition.questions.map(question => [question.key, question]))
  const kept = [...now.keys()].filter(key => old.has(key))
  return {
    added: [...now.keys()].filter(key => !old.has(key)),
    removed: [...old.keys()].filter(key => !now.has(key)),
    changed: kept.filter(key => !same(old.get(key), now.get(key))),
    moved: !same(
      kept,
      [...old.keys()].filter(key => now.has(key)),
    ),
    words: wordsBetween(before.words, after.words),
    rest: parts.filter(part => !same(before.definition[part], after.definition[part])),
  }
}

function wordsBetween(before: SurveyContent['words'], after: SurveyContent['words']): Record<string, number> {
  const languages = new Set([...Object.keys(before), ...Object.keys(after)])
  const counted = [...languages].map(language => {
    const [old, now] = [before[language] ?? {}, after[language] ?? {}]
    const keys = new Set([...Object.keys(old), ...Object.keys(now)])
    return [language, [...keys].filter(key => old[key] !== now[key]).length] as const
  })
  return Object.fromEntries(counted.filter(([, n]) => n > 0))
}

export const isSame = ({ added, removed, changed, moved, words, rest }: Changes): boolean =>
  !moved && [...added, ...removed, ...changed, ...Object.keys(words), ...rest].length === 0
