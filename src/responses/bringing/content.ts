import { hash } from 'node:crypto'
import type { Scale } from '#core/scores/scale.ts'
import { type Answers, OTHER, type Question, type SurveyContent } from '#core/surveys/definition.ts'
import type { Language } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import type { Brought } from './become.ts'
import type { OtherAnswer } from './item.ts'

const MOST_QUESTIONS = 100
const MOST_CHOICES = 50
const SCORE = 'score'
const COMMENT = 'comment'
const short = (text: string) => hash('sha256', text, 'hex').slice(0, 12)
const choiceKey = (text: string) => `c-${short(text)}`
const textKey = (id: string) => `t-${short(id)}`
const pickKey = ({ id, kind }: OtherAnswer) => `${kind === 'choices' ? 'm' : 'p'}-${short(id)}`
const picked = ({ value }: OtherAnswer): string[] => [value].flat()

/** What a survey that was made for brought-in responses begins as: its score, and the words beside it. */
export function startingContent(title: string, scale: Scale | null, language: Language): SurveyContent {
  const said = (key: string) => say(language, `responses.brought.${key}`)
  const questions: Question[] = [
    ...(scale ? [scoreOf(scale)] : []),
    { key: COMMENT, kind: 'text', required: false, when: null, long: true, comment: true, longest: 10_000 },
  ]
  const words = {
    title,
    ...(scale && { [`${SCORE}.ask`]: said('score'), [`${SCORE}.low`]: said('low'), [`${SCORE}.high`]: said('high') }),
    [`${COMMENT}.ask`]: said('comment'),
  }
  return {
    definition: { language, questions, ends: [], hidden: [], quotas: [], look: { accent: '#0f6b5c', highFirst: false, progress: true } },
    words: { [language]: words },
  }
}

const scoreOf = ({ id, min, max, direction }: Scale): Question => ({
  key: SCORE,
  kind: 'score',
  required: false,
  when: null,
  scale: { id: id as 'nps', min, max, direction },
  symbols: id === 'thumbs' ? 'thumbs' : id === 'stars' ? 'stars' : 'numbers',
})

/** The content with whatever these responses were asked besides; the same object when there is nothing new. */
export function grown(content: SurveyContent, rows: readonly Brought[]): SurveyContent {
  const asked = new Map(content.definition.questions.map(question => [question.key, question]))
  const words = { ...content.words[content.definition.language] }
  const before = asked.size + Object.keys(words).length
  for (const [answers] of byQuestion(rows)) grow(asked, words, answers)
  if (asked.size + Object.keys(words).length === before) return content
  return {
    definition: { ...content.definition, questions: [...asked.values()] },
    words: { ...content.words, [content.definition.language]: words },
  }
}

const byQuestion = (rows: readonly Brought[]) =>
  [
    ...Map.groupBy(
      rows.flatMap(row => row.answers),
      answer => `${answer.kind} ${answer.id}`,
    ).values(),
  ].map(answers => [answers] as const)

function grow(asked: Map<string, Question>, words: Record<string, string>, answers: readonly OtherAnswer[]) {
  const one = answers[0]!
  const known = asked.get(pickKey(one))
  const choices = [...new Set([...choicesOf(known), ...answers.flatMap(picked).map(choiceKey)])]
  const asChoice = one.kind !== 'text' && (known !== undefined || choices.length > 1)
  const key = asChoice ? pickKey(one) : textKey(one.id)
  if (!known && !asked.has(key) && asked.size >= MOST_QUESTIONS) return
  words[`${key}.ask`] ??= one.ask.slice(0, 5_000) || one.id
  if (!asChoice) return void (asked.has(key) || asked.set(key, textQuestion(key)))
  asked.set(key, choiceQuestion(key, one.kind === 'choices', choices.slice(0, MOST_CHOICES)))
  for (const text of answers.flatMap(picked))
    if (choices.indexOf(choiceKey(text)) < MOST_CHOICES) words[`${key}.choice.${choiceKey(text)}`] ??= text.slice(0, 5_000)
}

const choicesOf = (question: Question | undefined): string[] =>
  question && (question.kind === 'choice' || question.kind === 'choices') ? question.choices : []

const base = { required: false, when: null }
/** What people typed there is kept, but it is not the comment: only that becomes feedback. */
const textQuestion = (key: string): Question => ({ ...base, key, kind: 'text', long: false, comment: false, longest: 10_000 })
const choiceQuestion = (key: string, many: boolean, choices: string[]): Question =>
  many
    ? { ...base, key, kind: 'choices', choices, other: true, shuffle: false, most: null }
    : { ...base, key, kind: 'choice', choices, other: true, shuffle: false }

/** What a response says, by the keys of the content. What has no question any more is in `left`. */
export function answersIn({ definition }: SurveyContent, row: Brought): { answers: Answers; left: OtherAnswer[] } {
  const asked = new Map(definition.questions.map(question => [question.key, question]))
  const answers: Answers = {}
  const left: OtherAnswer[] = []
  const score = definition.questions.find(question => question.kind === 'score')
  const comment = definition.questions.find(question => question.kind === 'text' && question.comment)
  if (score && row.score !== null) answers[score.key] = row.score
  if (comment && row.comment !== '') answers[comment.key] = row.comment.slice(0, 10_000)
  for (const one of row.answers) {
    const question = asked.get(pickKey(one)) ?? asked.get(textKey(one.id))
    if (!question) left.push(one)
    else answers[question.key] = answerTo(question, one)
  }
  return { answers, left }
}

function answerTo(question: Question, one: OtherAnswer): string | string[] {
  const keys = choicesOf(question)
  const key = (text: string) => (keys.includes(choiceKey(text)) ? choiceKey(text) : `${OTHER}${text}`.slice(0, 200))
  if (question.kind === 'choices') return [...new Set(picked(one).map(key))].slice(0, 50)
  return question.kind === 'choice' ? key(picked(one)[0] ?? '') : picked(one).join(', ').slice(0, 10_000)
}
