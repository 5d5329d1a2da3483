import { z } from 'zod'
import { flag, many, moment } from '#kernel/input.ts'

/** Also the URL search of the page. `good` and `bad` by what the score means on its scale. */
export const VoiceFilters = z.strictObject({
  mood: z.enum(['good', 'bad']).optional(),
  q: z.string().trim().max(200).optional(),
  /** With everything below it in the tree. */
  topic: z.uuid().optional(),
  language: many(z.string().max(35)).optional(),
  channel: many(z.string().max(60)).optional(),
  /** Kept by the reader; read by nobody yet; with words about a colleague. */
  bookmarked: flag.optional(),
  unread: flag.optional(),
  praise: flag.optional(),
  ending: z.enum(['heard', 'waiting', 'replied', 'resolved']).optional(),
  from: moment.optional(),
  until: moment.optional(),
})
export type VoiceFilters = z.output<typeof VoiceFilters>
