import { z } from 'zod'
import { flag, many, moment } from '#kernel/input.ts'

// Apart from the endpoints: the address of the page is read by it before anything of the page is loaded.

/** Which responses: the same in every figure, list and file, and in the address of the page. */
export const ResultFilters = z.strictObject({
  from: moment.optional(),
  /** Exclusive. */
  until: moment.optional(),
  channel: many(z.string().max(60)).optional(),
  language: many(z.string().max(20)).optional(),
  version: many(z.coerce.number().int().min(1)).optional(),
  account: z.uuid().optional(),
  topic: z.uuid().optional(),
  /** Whom the answer is about. */
  member: z.uuid().optional(),
})
export type ResultFilters = z.output<typeof ResultFilters>

export const periods = ['week', 'month'] as const
export type Period = (typeof periods)[number]

/** The people behind a bar: who answered `question` with `answer` (a matrix also has a `row`). */
export const PeopleFilters = {
  question: z.string().max(40).optional(),
  answer: z.string().max(400).optional(),
  row: z.string().max(40).optional(),
  mood: z.enum(['bad', 'neutral', 'good']).optional(),
  /** Only those who wrote something. */
  said: flag.optional(),
  q: z.string().max(200).optional(),
}
