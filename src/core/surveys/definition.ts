import { z } from 'zod'

/** What a survey asks, without a word of any language: words are beside it, so that logic, quotas and results do not depend on who translated. */

/** Names a question, a choice, an end page or a hidden property: in answers, rules, exports, for ever. */
export const Key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
const keys = (most: number) => z.array(Key).min(2).max(most).refine(unique, 'twice')

function unique(list: readonly string[]): boolean {
  return new Set(list).size === list.length
}

/** One thing said of an earlier answer. `has` is for several choices, `answered` and `unanswered` take no value. */
export const Condition = z.strictObject({
  question: Key,
  is: z.enum(['at-most', 'at-least', 'equals', 'not', 'has', 'answered', 'unanswered']),
  value: z.union([z.number(), z.string().max(200)]).optional(),
})
export type Condition = z.output<typeof Condition>

/** Every or any of the conditions. */
export const When = z.strictObject({ every: z.boolean().default(true), conditions: z.array(Condition).min(1).max(10) })
export type When = z.output<typeof When>

const base = { key: Key, required: z.boolean().default(false), when: When.nullable().default(null) }

/** A scale of `core/scores`, or one's own (`custom`). Its direction is part of the question and is stated in results. */
export const QuestionScale = z
  .strictObject({
    id: z.enum(['nps', 'csat', 'ces', 'stars', 'ten', 'thumbs', 'hundred', 'custom']),
    min: z.int().min(0).max(1),
    max: z.int().min(1).max(100),
    direction: z.enum(['up', 'down']).default('up'),
  })
  .refine(({ min, max }) => max > min, 'scale')
export type QuestionScale = z.output<typeof QuestionScale>

export const symbols = ['numbers', 'stars', 'thumbs', 'faces', 'own'] as const
/** Buttons for each point up to here; a longer scale is a number to type. */
export const mostPoints = 11

export const Question = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('score'), scale: QuestionScale, symbols: z.enum(symbols).default('numbers') }),
  z.strictObject({
    ...base,
    kind: z.literal('choice'),
    choices: keys(50),
    other: z.boolean().default(false),
    shuffle: z.boolean().default(false),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('choices'),
    choices: keys(50),
    other: z.boolean().default(false),
    shuffle: z.boolean().default(false),
    most: z.int().min(1).max(50).nullable().default(null),
  }),
  z.strictObject({ ...base, kind: z.literal('matrix'), rows: keys(20), columns: keys(11) }),
  z.strictObject({ ...base, kind: z.literal('ranking'), choices: keys(20) }),
  /** `comment`: what the customer says in their own words, which becomes feedback. */
  z.strictObject({
    ...base,
    kind: z.literal('text'),
    long: z.boolean().default(true),
    comment: z.boolean().default(true),
    longest: z.int().min(1).max(10_000).default(5_000),
  }),
  z.strictObject({ ...base, kind: z.literal('date') }),
  z.strictObject({ ...base, kind: z.literal('file'), mostBytes: z.int().min(1).max(5_000_000).default(5_000_000) }),
  z.strictObject({ ...base, kind: z.literal('consent') }),
  z.strictObject({ ...base, kind: z.literal('statement') }),
])
export type Question = z.output<typeof Question>
export type QuestionKind = Question['kind']

/** What is shown after the last answer: the first whose condition holds; the one without a condition is for everybody else. */
export const End = z.strictObject({
  key: Key,
  when: When.nullable().default(null),
  /** Where a button leads from there. */
  link: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .default(null),
})
export type End = z.output<typeof End>

/** Who has answered so is enough: afterwards the survey says thank you and asks no more. */
export const Quota = z.strictObject({ question: Key, value: z.union([z.number(), z.string().max(200)]), most: z.int().min(1) })

export const Look = z.strictObject({
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .default('#0f6b5c'),
  /** Scores are shown from low to high; some scripts and habits want it turned. */
  highFirst: z.boolean().default(false),
  progress: z.boolean().default(true),
})

export const Definition = z.strictObject({
  /** The language it was written in, and what is shown where a translation is missing. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  questions: z
    .array(Question)
    .min(1)
    .max(100)
    .refine(list => unique(list.map(({ key }) => key)), 'twice'),
  ends: z
    .array(End)
    .max(20)
    .refine(list => unique(list.map(({ key }) => key)), 'twice')
    .default([]),
  /** Properties that a link, a widget or the API may give with an answer. */
  hidden: z.array(Key).max(50).default([]),
  quotas: z.array(Quota).max(20).default([]),
  look: Look.prefault({}),
})
export type Definition = z.output<typeof Definition>

/** Language → word key (see `words.ts`) → text. */
export const Words = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.record(z.string().max(120), z.string().max(5_000)))
export type Words = z.output<typeof Words>

/** One survey as it can be exported, imported, kept as a version. */
export const SurveyContent = z.strictObject({ definition: Definition, words: Words })
export type SurveyContent = z.output<typeof SurveyContent>

/** Question key → answer: a number, a choice's key, text, an ISO day, a file's id, true; keys of several choices or a ranking; row → column. */
export const Answers = z.record(
  Key,
  z.union([z.number(), z.boolean(), z.string().max(10_000), z.array(z.string().max(200)).max(50), z.record(Key, Key)]),
)
export type Answers = z.output<typeof Answers>
/** What a free choice is stored as, before its words. */
export const OTHER = 'other:'
