import { blocking } from '#core/surveys/checks.ts'
import type { SurveyContent } from '#core/surveys/definition.ts'
import { Problem } from '#kernel/problem.ts'

/** What would break in a customer's hands must be mended first. @throws Problem 409 `survey.incomplete` with one field for each place */
export function mustBeReady(content: SurveyContent) {
  const wrong = blocking(content)
  if (wrong.length === 0) return
  const fields = wrong.map(({ field, code, facts }) => ({ field, code, ...(facts ? { facts } : {}) }))
  throw new Problem('survey.incomplete', 409, { n: wrong.length }, fields)
}
