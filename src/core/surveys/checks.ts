import { contrast, TEXT_CONTRAST } from './colour.ts'
import { canHold, isSayable, valuesOf } from './conditions.ts'
import type { Condition, Definition, Question, SurveyContent, When } from './definition.ts'
import { missingPageWords, pageWords } from './page-words.ts'
import { languagesOf, missingWords } from './words.ts'

/**
 * What is not right with a survey. `code` is a message key `field.<code>`; what `blocks` must be mended before it can be opened, the rest is advice.
 * `at` names the place in the editor: a question's key, `end:<key>`, `start`, `look`, `hidden`, `quotas`, `words`.
 */
export type Check = { code: string; level: 'blocks' | 'warns'; at: string; field: string; facts?: Record<string, string | number> }

/** Everything that can be said without seeing the page, what blocks first. */
export function checksOf(content: SurveyContent): Check[] {
  const { definition } = content
  const found = [
    ...missing(content),
    ...definition.questions.flatMap((question, index) => ofQuestion(definition, question, index)),
    ...ofEnds(definition),
    ...ofQuotas(definition),
    ...ofHidden(definition),
    ...ofOrder(definition),
    ...ofLook(definition),
    ...twiceSaid(content),
    ...placeholders(content),
    ...untranslated(content),
    ...untranslatedPage(content),
  ]
  return [...found.filter(({ level }) => level === 'blocks'), ...found.filter(({ level }) => level === 'warns')]
}

export const blocking = (content: SurveyContent): Check[] => checksOf(content).filter(({ level }) => level === 'blocks')

/** Where in the editor a word is written. */
export function placeOf(key: string): string {
  const [first = '', second = ''] = key.split('.')
  if (first === 'end') return `end:${second}`
  return key.includes('.') ? first : 'start'
}

const missing = (content: SurveyContent): Check[] => {
  const { language } = content.definition
  return missingWords(content, language).map(key => ({
    code: 'required',
    level: 'blocks',
    at: placeOf(key),
    field: `words.${language}.${key}`,
  }))
}

const untranslated = (content: SurveyContent): Check[] =>
  languagesOf(content)
    .slice(1)
    .flatMap(language => {
      const n = missingWords(content, language).length
      return n === 0 ? [] : [{ code: 'words-missing', level: 'warns', at: 'words', field: `words.${language}`, facts: { language, n } }]
    })

function ofQuestion(definition: Definition, question: Question, index: number): Check[] {
  const before = definition.questions.slice(0, index)
  const found = ofConditions(definition, question.when, `questions.${index}.when`, question.key, before)
  const seen = found.length > 0 || !question.when || canHold(question.when, reachable(before))
  if (!seen) found.push({ code: 'unreachable', level: 'warns', at: question.key, field: `questions.${index}.when` })
  return [...found, ...ofSymbols(question, index)]
}

/** Those that somebody can come to at all. */
function reachable(questions: readonly Question[]): Question[] {
  const all: Question[] = []
  for (const one of questions) if (!one.when || canHold(one.when, all)) all.push(one)
  return all
}

function ofConditions({ questions }: Definition, when: When | null, field: string, at: string, before: readonly Question[]): Check[] {
  return (when?.conditions ?? []).flatMap((condition, index) => {
    const code = wrongCondition(condition, questions, before)
    return code ? [{ code, level: 'blocks', at, field: `${field}.conditions.${index}` } as const] : []
  })
}

function wrongCondition(condition: Condition, all: readonly Question[], before: readonly Question[]): string | null {
  const question = all.find(({ key }) => key === condition.question)
  if (!question) return 'condition-unknown'
  if (!before.includes(question)) return 'condition-later'
  return isSayable(condition, question) ? null : 'condition-impossible'
}

function ofSymbols(question: Question, index: number): Check[] {
  if (question.kind !== 'score' || question.symbols === 'numbers' || question.symbols === 'own') return []
  const { scale, symbols } = question
  const about = { at: question.key, field: `questions.${index}.symbols` }
  const points = scale.max - scale.min + 1
  const most = symbols === 'thumbs' ? 2 : symbols === 'faces' ? 7 : 10
  if (points > most || (symbols === 'thumbs' && points !== 2))
    return [{ ...about, code: 'symbols-points', level: 'blocks', facts: { n: most } }]
  return scale.direction === 'down' ? [{ ...about, code: 'symbols-direction', level: 'warns' }] : []
}

function ofEnds(definition: Definition): Check[] {
  const { ends, questions } = definition
  const wrong = ends.flatMap((end, index) => {
    const [at, field] = [`end:${end.key}`, `ends.${index}.when`]
    const found = ofConditions(definition, end.when, field, at, questions)
    const never = found.length === 0 && end.when !== null && !canHold(end.when, reachable(questions))
    return never ? [...found, { code: 'end-never', level: 'warns', at, field } as const] : found
  })
  const always = ends.filter(({ when }) => when === null)
  const second = always[1]
  if (second) wrong.push({ code: 'end-twice', level: 'warns', at: `end:${second.key}`, field: `ends.${ends.indexOf(second)}.when` })
  if (ends.length > 0 && always.length === 0) wrong.push({ code: 'end-missing', level: 'warns', at: `end:${ends[0]!.key}`, field: 'ends' })
  return wrong
}

const ofQuotas = ({ quotas, questions }: Definition): Check[] =>
  quotas.flatMap(({ question: key, value }, index) => {
    const question = questions.find(one => one.key === key)
    const known = question && (valuesOf(question)?.includes(value) ?? false)
    return known ? [] : [{ code: 'quota-unknown', level: 'blocks', at: 'quotas', field: `quotas.${index}` } as const]
  })

const ofHidden = ({ hidden, questions }: Definition): Check[] =>
  hidden.flatMap((name, index) =>
    questions.some(({ key }) => key === name)
      ? [{ code: 'hidden-taken', level: 'blocks', at: 'hidden', field: `hidden.${index}`, facts: { name } } as const]
      : [],
  )

/** What is asked before a score colours it, and a mail can only carry the buttons of the first question. */
function ofOrder({ questions }: Definition): Check[] {
  const first = questions.findIndex(({ kind }) => kind !== 'statement')
  if (first < 0) return [{ code: 'nothing-asked', level: 'warns', at: questions[0]?.key ?? 'start', field: 'questions' }]
  const score = questions.findIndex(({ kind }) => kind === 'score')
  if (score <= first) return []
  return [{ code: 'score-late', level: 'warns', at: questions[score]!.key, field: `questions.${score}` }]
}

/** The page makes it darker by itself until it can be read; who chose it should know. */
function ofLook({ look }: Definition): Check[] {
  const ratio = contrast(look.accent, '#ffffff')
  const facts = { ratio: ratio.toFixed(1), wanted: String(TEXT_CONTRAST) }
  return ratio < TEXT_CONTRAST ? [{ code: 'contrast', level: 'warns', at: 'look', field: 'look.accent', facts }] : []
}

/** Two choices with the same words cannot be told apart. */
const twiceSaid = ({ definition, words }: SurveyContent): Check[] =>
  definition.questions.flatMap((question, index) => {
    if (!('choices' in question)) return []
    const said = question.choices.map(choice => words[definition.language]?.[`${question.key}.choice.${choice}`]?.trim()).filter(Boolean)
    return new Set(said).size === said.length
      ? []
      : [{ code: 'choice-twice', level: 'warns', at: question.key, field: `questions.${index}.choices` } as const]
  })

/** Buttons and what is wrong, in a language that is none of our four. */
const untranslatedPage = (content: SurveyContent): Check[] =>
  languagesOf(content).flatMap(language => {
    const n = missingPageWords(content.words, language).length
    return n === 0
      ? []
      : [{ code: 'page-words-missing', level: 'warns', at: 'words', field: `words.${language}.page`, facts: { language, n } }]
  })

const mayHold = (key: string, name: string) =>
  name === 'company' || (key.startsWith('page.') && (pageWords[key.slice(5)]?.includes(name) ?? false))

const placeholders = ({ words }: SurveyContent): Check[] =>
  Object.entries(words).flatMap(([language, texts]) =>
    Object.entries(texts).flatMap(([key, text]) => {
      const name = [...text.matchAll(/\{(\w+)\}/g)].map(([, found]) => found!).find(found => !mayHold(key, found))
      return name
        ? [{ code: 'placeholder', level: 'warns', at: placeOf(key), field: `words.${language}.${key}`, facts: { name } } as const]
        : []
    }),
  )
