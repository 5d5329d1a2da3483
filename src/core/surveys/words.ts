import type { Definition, Question, SurveyContent } from './definition.ts'

/**
 * The keys of everything that a survey says: `title`, `intro`; per question `<key>.ask`, `.help`, `.low`, `.high`, `.point.<n>`, `.symbol.<n>`,
 * `.choice.<choice>`, `.row.<row>`, `.column.<column>`; per end page `end.<key>.title`, `.text`, `.button`.
 * `needed` must be there in every language; the others may be left out.
 */
export type WordKey = { key: string; needed: boolean }

const needed = (key: string): WordKey => ({ key, needed: true })
const optional = (key: string): WordKey => ({ key, needed: false })

export function wordKeysOf({ questions, ends }: Pick<Definition, 'questions' | 'ends'>): WordKey[] {
  return [
    needed('title'),
    optional('intro'),
    ...questions.flatMap(wordsOfQuestion),
    ...ends.flatMap(({ key, link }) => [
      needed(`end.${key}.title`),
      optional(`end.${key}.text`),
      ...(link ? [needed(`end.${key}.button`)] : []),
    ]),
  ]
}

function wordsOfQuestion(question: Question): WordKey[] {
  const { key } = question
  return [needed(`${key}.ask`), optional(`${key}.help`), ...partsOf(question).map(part => ({ ...part, key: `${key}.${part.key}` }))]
}

function partsOf(question: Question): WordKey[] {
  switch (question.kind) {
    case 'score':
      return scoreParts(question)
    case 'choice':
    case 'choices':
    case 'ranking':
      return question.choices.map(choice => needed(`choice.${choice}`))
    case 'matrix':
      return [...question.rows.map(row => needed(`row.${row}`)), ...question.columns.map(column => needed(`column.${column}`))]
    default:
      return []
  }
}

/** The ends of a scale are always named: a number alone does not say which side is good. */
function scoreParts({ scale, symbols }: Extract<Question, { kind: 'score' }>): WordKey[] {
  const points = Array.from({ length: Math.min(scale.max - scale.min + 1, 11) }, (_, index) => scale.min + index)
  return [
    needed('low'),
    needed('high'),
    ...points.map(point => optional(`point.${point}`)),
    ...(symbols === 'own' ? points.map(point => needed(`symbol.${point}`)) : []),
  ]
}

/** The languages it has words in, its own first. */
export const languagesOf = ({ definition, words }: SurveyContent): string[] => [
  definition.language,
  ...Object.keys(words)
    .filter(language => language !== definition.language)
    .sort(),
]

/** What a language still lacks. */
export const missingWords = ({ definition, words }: SurveyContent, language: string): string[] =>
  wordKeysOf(definition)
    .filter(({ key, needed }) => needed && !words[language]?.[key]?.trim())
    .map(({ key }) => key)

/** The word in the wanted language, else in the survey's own; optional ones may be absent. */
export const wordOf = ({ definition, words }: SurveyContent, language: string, key: string): string | null =>
  words[language]?.[key]?.trim() || words[definition.language]?.[key]?.trim() || null
