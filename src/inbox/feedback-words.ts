import { z } from 'zod'
import { instant } from '#kernel/input.ts'
import { CaseRef, Ref, Score } from './inbox-words.ts'

export const Feedback = z.object({
  id: z.uuid(),
  /** As said, in `language` (BCP 47, `und` when unknown): give it to `lang`. */
  text: z.string(),
  language: z.string(),
  score: Score.nullable(),
  channel: z.string().nullable(),
  source: z.string(),
  customer: Ref.nullable(),
  /** A name that came with it, where no customer is known. */
  author: z.string().nullable(),
  account: Ref.nullable(),
  topic: Ref.nullable(),
  saidAt: instant,
  /** False: the source gave no time, it counts as said when received. */
  saidAtKnown: z.boolean(),
  receivedAt: instant,
  /** When the customer was first replied to after it. */
  repliedAt: instant.nullable(),
  case: CaseRef.nullable(),
})
export type Feedback = z.output<typeof Feedback>
