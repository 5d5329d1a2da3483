import { accepts, custom, type Scale, scaleOf } from '#core/scores/scale.ts'

export type Json = Record<string, unknown>

/** An answer besides the score and the comment. `id` is the question's at its service. */
export type OtherAnswer = { id: string; ask: string; kind: 'text' | 'choice' | 'choices'; value: string | string[] }

/** One response as its service told it: what has a place here, and `rest`, which is everything else. Times are ISO with their offset. */
export type Item = {
  id: string
  at?: string
  score?: string
  /** Id of a scale, or `1-3` for one of its own; absent where the service does not say. */
  scale?: string
  comment?: string
  name?: string
  email?: string
  phone?: string
  person?: string
  language?: string
  channel?: string
  survey?: string
  surveyName?: string
  answers?: OtherAnswer[]
  rest: Json
}

const TEXTS = [
  'id',
  'at',
  'score',
  'scale',
  'comment',
  'name',
  'email',
  'phone',
  'person',
  'language',
  'channel',
  'survey',
  'surveyName',
] as const

/** Always the same columns, so that a preview shows them whatever the first items hold. */
export function columnsOf(item: Item): Record<string, string> {
  const texts = TEXTS.map(name => [name, item[name] ?? ''] as const)
  const answers = item.answers?.length ? JSON.stringify(item.answers) : ''
  return { ...Object.fromEntries(texts), answers, rest: Object.keys(item.rest).length > 0 ? JSON.stringify(item.rest) : '' }
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : [])

/** What is left of an object when what has a place here is taken out. */
export const without = (item: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(item).filter(([name, value]) => !names.includes(name) && value !== null && value !== ''))

/** `nps`, or `1-3`: a scale of its own, where more is better. */
export function scaleNamed(name: string): Scale | null {
  const [, min, max] = /^(\d+)-(\d+)$/.exec(name) ?? []
  return min && max ? custom({ min: Number(min), max: Number(max), direction: 'up' }) : scaleOf(name)
}

/** @returns the number, or why it is none on this scale */
export function readScore(text: string, scale: Scale | null): { score: number } | { reason: string } {
  const score = Number(text)
  if (text.trim() === '' || !Number.isFinite(score)) return { reason: 'not-a-number' }
  return scale && !accepts(score, scale) ? { reason: 'outside-scale' } : { score }
}
