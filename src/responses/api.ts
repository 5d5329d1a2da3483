import { z } from 'zod'
import { Answers } from '#core/surveys/definition.ts'
import { endpoint } from '#kernel/endpoint.ts'
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
export const responseArchived = event('response.archived', z.object({ surveyId: z.uuid(), responseId: z.uuid(), archived: z.boolean() }), [
  '/responses',
  '/feedback',
])

/** Somebody came to the page by a link of their own; told once for each link, as far as one process remembers. No pixel: only who goes there is seen. */
export const surveyOpened = event('survey.opened', z.object({ surveyId: z.uuid(), linkId: z.uuid() }))

const properties = z.record(z.string().min(1).max(60), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))

const whatIsAnswered = {
  answers: Answers,
  /** False while more is to come, by `PUT`. */
  complete: z.boolean().default(true),
  properties: properties.default({}),
}

export const addResponse = endpoint('POST /responses', {
  summary: 'A response from a program; with an `id` of the caller’s own a repeat adds nothing. Files come by the survey’s page only',
  may: 'responses.add',
  input: z.strictObject({
    id: z.uuid().optional(),
    surveyId: z.uuid(),
    ...whatIsAnswered,
    language: z.string().max(40).optional(),
    customerId: z.uuid().nullable().default(null),
    accountId: z.uuid().nullable().default(null),
    memberId: z.uuid().nullable().default(null),
    caseId: z.uuid().nullable().default(null),
    topicId: z.uuid().nullable().default(null),
    test: z.boolean().default(false),
  }),
  output: z.object({ id: z.uuid(), added: z.boolean() }),
})

export const changeResponse = endpoint('PUT /responses/:id', {
  summary: 'What a response says now, whole: the comment after the score',
  may: 'responses.add',
  input: z.strictObject({ id: z.uuid(), ...whatIsAnswered }),
  output: z.object({ id: z.uuid() }),
})

const byId = z.strictObject({ id: z.uuid() })

export const archiveResponse = endpoint('POST /responses/:id/archive', {
  summary: 'Take a response out of figures and lists, and what it said with it; it can be brought back',
  may: 'responses.archive',
  input: byId,
  /** A case in which somebody has worked keeps what was said there. */
  output: z.object({ id: z.uuid(), keptInCase: z.int().nullable() }),
})

export const restoreResponse = endpoint('POST /responses/:id/restore', {
  summary: 'Bring back an archived response and what it said',
  may: 'responses.archive',
  input: byId,
  output: byId,
})

export const responseFile = endpoint('GET /responses/:id/files/:fileId', {
  summary: 'A file that somebody answered with; its type was found from its bytes',
  may: 'responses.read',
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: z.never(),
})
