import { CES, CSAT, NPS, type Scale } from '#core/scores/scale.ts'
import type { SurveyContent } from '#core/surveys/definition.ts'
import { Problem } from '#kernel/problem.ts'
import { languages } from '#kernel/words.ts'
import { wordsOfTemplate } from './templates/words.ts'

const scaleOf = ({ id, min, max, direction }: Scale) => ({ id: id as 'nps', min, max, direction })
const one = (scale: Scale, symbols: 'numbers' | 'faces' = 'numbers') => ({
  questions: [
    { key: 'score', kind: 'score' as const, required: true, when: null, scale: scaleOf(scale), symbols },
    { key: 'why', kind: 'text' as const, required: false, when: null, long: true, comment: true, longest: 5_000 },
  ],
})

/** Template → what it asks. Its words are in `templates/words.ts`, in four languages. */
const templates = { nps: one(NPS), csat: one(CSAT), ces: one(CES) }
export type TemplateId = keyof typeof templates
export const templateIds = Object.keys(templates) as TemplateId[]

/** A survey to begin with, in all four languages; `{company}` is filled in when it is shown. @throws Problem 404 */
export function templateOf(id: string, language: string): SurveyContent {
  const found = templates[id as TemplateId]
  if (!found) throw new Problem('survey.no-template', 404)
  const own = languages.find(known => known === language) ?? 'en'
  return {
    definition: {
      language: own,
      ...found,
      ends: [{ key: 'thanks', when: null, link: null }],
      hidden: [],
      quotas: [],
      look: { accent: '#0f6b5c', highFirst: false, progress: true },
    },
    words: Object.fromEntries(languages.map(each => [each, wordsOfTemplate(id as TemplateId, each)])),
  }
}
