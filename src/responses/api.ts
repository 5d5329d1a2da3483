import { z } from 'zod'
import { event } from '#kernel/event.ts'

/** A response came in, or more of it: the score first, the comment after. `testing` ones count nowhere. */
export const responseReceived = event(
  'response.received',
  z.object({
    surveyId: z.uuid(),
    responseId: z.uuid(),
    linkId: z.uuid().nullable(),
    channel: z.string(),
    score: z.number().nullable(),
    testing: z.boolean(),
    /** `created` the first time, `updated` afterwards. */
    change: z.enum(['created', 'updated']),
    complete: z.boolean(),
  }),
  ['/responses', '/feedback'],
)
