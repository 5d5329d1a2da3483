import { type Definition, Question, type QuestionKind, type Words } from '#core/surveys/definition.ts'
import { type Said, scored, wordsIn, wordsOfScore } from '#core/surveys/wording.ts'
import { keyFor } from './edits.ts'

/** What one can add, in the order in which it is offered. */
export const presets = [
  'nps',
  'csat',
  'ces',
  'stars',
  'thumbs',
  'faces',
  'ten',
  'own-scale',
  'choice',
  'choices',
  'matrix',
  'ranking',
  'comment',
  'short-text',
  'date',
  'file',
  'consent',
  'statement',
] as const
export type Preset = (typeof presets)[number]

type Kind = { kind: QuestionKind; more?: object; said?: Parameters<typeof wordsOfScore>[1] }

const scale = (id: string, min: number, max: number) => ({ id, min, max, direction: 'up' })
const silent: Said = ['', '', '', '']
const onlyEnds = ({ low, high }: { low: Said; high: Said }) => ({ ask: silent, low, high })

const kinds: Record<Preset, Kind> = {
  nps: { kind: 'score', more: { scale: scale('nps', 0, 10), required: true }, said: scored.nps },
  csat: { kind: 'score', more: { scale: scale('csat', 1, 5), required: true }, said: scored.csat },
  ces: { kind: 'score', more: { scale: scale('ces', 1, 7), required: true }, said: scored.ces },
  stars: { kind: 'score', more: { scale: scale('stars', 1, 5), symbols: 'stars', required: true }, said: scored.stars },
  thumbs: { kind: 'score', more: { scale: scale('thumbs', 0, 1), symbols: 'thumbs', required: true }, said: scored.thumbs },
  faces: { kind: 'score', more: { scale: scale('csat', 1, 5), symbols: 'faces', required: true }, said: scored.csat },
  ten: { kind: 'score', more: { scale: scale('ten', 1, 10), required: true }, said: scored.ten },
  'own-scale': { kind: 'score', more: { scale: scale('custom', 1, 5) }, said: onlyEnds(scored.agree) },
  choice: { kind: 'choice', more: { choices: ['choice-1', 'choice-2'] } },
  choices: { kind: 'choices', more: { choices: ['choice-1', 'choice-2'] } },
  matrix: { kind: 'matrix', more: { rows: ['row-1', 'row-2'], columns: ['column-1', 'column-2'] } },
  ranking: { kind: 'ranking', more: { choices: ['choice-1', 'choice-2'] } },
  comment: { kind: 'text' },
  'short-text': { kind: 'text', more: { long: false, comment: false, longest: 200 } },
  date: { kind: 'date' },
  file: { kind: 'file' },
  consent: { kind: 'consent' },
  statement: { kind: 'statement' },
}

/** A question to begin with, and the words that are fixed for its kind. */
export function questionOf(preset: Preset, definition: Definition): { question: Question; words: Words } {
  const { kind, more, said } = kinds[preset]
  const key = keyFor(kind, definition)
  const question = Question.parse({ key, kind, ...more })
  const min = question.kind === 'score' ? question.scale.min : 1
  return { question, words: said ? wordsIn(wordsOfScore(key, said, min)) : {} }
}
