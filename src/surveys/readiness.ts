import type { SurveyContent } from '#core/surveys/definition.ts'
import { missingWords } from '#core/surveys/words.ts'
import { Problem } from '#kernel/problem.ts'

/** A survey cannot be asked with a word missing in its own language; other languages fall back to it. @throws Problem 409 `survey.incomplete` */
export function mustBeWhole(content: SurveyContent) {
  const { language } = content.definition
  const missing = missingWords(content, language)
  if (missing.length === 0) return
  const fields = missing.map(key => ({ field: `words.${language}.${key}`, code: 'required' }))
  throw new Problem('survey.incomplete', 409, { n: missing.length }, fields)
}
