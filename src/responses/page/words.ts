import type { SurveyContent } from '#core/surveys/definition.ts'
import { directionOf, pageWord } from '#core/surveys/page-words.ts'
import { languagesOf, wordOf } from '#core/surveys/words.ts'
import { say } from '#kernel/text.ts'
import { type Language, languages } from '#kernel/words.ts'

/** What a page says in one language: the survey's words, and ours around them. */
export type Speaker = {
  language: string
  direction: 'ltr' | 'rtl'
  /** A word of the survey; null where it has none. */
  word: (key: string) => string | null
  /** A word of ours, `page.<key>`; in another language than our four the survey may bring it, else it is English. */
  own: (key: string, facts?: Record<string, string | number>) => string
  problem: (code: string, facts?: Record<string, number>) => string
}

const known = (language: string): Language => languages.find(one => one === language.split('-')[0]) ?? 'en'

export function speaker(content: SurveyContent, language: string, company: string): Speaker {
  const ours = known(language)
  return {
    language,
    direction: directionOf(language),
    word: key => wordOf(content, language, key)?.replaceAll('{company}', company) ?? null,
    own: (key, facts) => pageWord(content.words, language, key, facts) ?? say(ours, `surveys.page.${key}`, facts),
    problem: (code, facts) => pageWord(content.words, language, `wrong-${code}`, facts) ?? say(ours, `field.${code}`, facts),
  }
}

/** The first wish that the survey has words for: `lo-LA` finds `lo`; where none is, the language that the survey falls back to. */
export function languageFor(content: SurveyContent, wishes: readonly (string | null | undefined)[]): string {
  const there = languagesOf(content)
  const find = (wish: string) => there.find(one => one.toLowerCase() === wish) ?? there.find(one => one === wish.split('-')[0])
  return wishes.flatMap(wish => (wish ? (find(wish.trim().toLowerCase()) ?? []) : []))[0] ?? content.definition.language
}

/** What a browser asks for, the dearest first. */
export const acceptedLanguages = (header: string | null): string[] =>
  (header ?? '')
    .slice(0, 500)
    .split(',')
    .map(part => part.split(';'))
    .map(([tag = '', q]) => ({ tag: tag.trim(), weight: q ? Number(q.trim().slice(2)) || 0 : 1 }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
