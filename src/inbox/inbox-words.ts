import { z } from 'zod'
import { listOf, many, moment } from '#kernel/input.ts'

/** A case is open → replied → resolved, and may be reopened; never "closed". */
export const caseStates = ['open', 'replied', 'resolved'] as const
export type CaseState = (typeof caseStates)[number]
export const moods = ['bad', 'neutral', 'good'] as const
/** `late`: past due and not replied to; `soon`: less than 8 hours left; `today`: due before the workspace's midnight, or late. */
export const dues = ['late', 'soon', 'today'] as const
/** Whose: mine; those of my team (for a manager all below); all that I may see. */
export const views = ['mine', 'team', 'all'] as const
export type View = (typeof views)[number]
/** `due`: received a day ago or longer, `met` of it replied to within the day, `missed` not; `young`: not judged yet. */
export const loopStandings = ['due', 'met', 'missed', 'young'] as const

export const Ref = z.object({ id: z.uuid(), name: z.string() })
export type Ref = z.output<typeof Ref>

/** A number on a scale; `mood` is what it means there. Scale ids are those of core/scores; null where the source did not say. */
export const Score = z.object({
  value: z.number(),
  scale: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  mood: z.enum(moods).nullable(),
})

export const CaseRef = z.object({ id: z.uuid(), number: z.int(), state: z.enum(caseStates) })

export const ids = many(z.uuid()).optional()
/** What is typed to search. */
export const words = z.string().trim().max(200).optional()
/** What cases and feedback are both filtered by. */
export const within = {
  /** Any part of a word, in any language. */
  q: words,
  mood: many(z.enum(moods)).optional(),
  /** Inclusive, on the score's own scale. */
  scoreFrom: z.coerce.number().optional(),
  scoreTo: z.coerce.number().optional(),
  scale: z.string().max(40).optional(),
  /** With everything below it in the tree. */
  topic: z.uuid().optional(),
  language: many(z.string().max(35)).optional(),
  channel: many(z.string().max(60)).optional(),
  customer: z.uuid().optional(),
  account: z.uuid().optional(),
  from: moment.optional(),
  until: moment.optional(),
}
/** A list that may be searched: `indexing` says that rows are still being made findable. */
export const searched = <One extends z.ZodType>(one: One) => listOf(one).extend({ indexing: z.boolean() })

export const text = (most: number) => z.string().trim().min(1).max(most)
export const one = { id: z.uuid() }
