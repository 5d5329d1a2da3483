import { z } from 'zod'
import { flag, many, moment } from '#kernel/input.ts'
import { caseStates, dues, ids, loopStandings, views, within } from './inbox-words.ts'

// Apart from the endpoints: what the address holds is read before anything of the page is loaded.

/** Also the URL search of the inbox page. */
export const CaseFilters = z.strictObject({
  view: z.enum(views).optional(),
  state: many(z.enum(caseStates)).optional(),
  due: z.enum(dues).optional(),
  owner: ids,
  cause: z.uuid().optional(),
  ...within,
  /** `due`: the least time left first (the usual); `newest`: the last opened first. Searches are always newest first. */
  order: z.enum(['due', 'newest']).optional(),
})
export type CaseFilters = z.output<typeof CaseFilters>

/** Also the URL search of the feedback tab. `case`: whether it belongs to one. */
export const FeedbackFilters = z.strictObject({
  ...within,
  case: flag.optional(),
  source: z.string().max(200).optional(),
  import: z.uuid().optional(),
  /** What a rule brought into a case, and how it stands in the 24-hour loop: `asOf` is the moment at which it is judged, else now. */
  loop: z.enum(loopStandings).optional(),
  /** With `loop`: in whose cases. */
  loopOf: z.enum(views).optional(),
  asOf: moment.optional(),
  receivedFrom: moment.optional(),
})
export type FeedbackFilters = z.output<typeof FeedbackFilters>
