import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { exclusions } from './kinds-api.ts'
import { sendChannels } from './send-api.ts'

export const ask = endpoint('POST /asks', {
  summary: 'Ask one person now or later, if the rules allow it; the same `occasion` never asks twice',
  may: 'sends.ask',
  input: z.strictObject({
    surveyId: z.uuid(),
    customerId: z.uuid().optional(),
    email: z.email().max(254).optional(),
    name: z.string().trim().max(200).optional(),
    /** `link` sends nothing: the answer holds the personal address. */
    channel: z.enum(sendChannels).default('email'),
    gatewayId: z.uuid().nullable().default(null),
    delayMinutes: z
      .int()
      .min(0)
      .max(60 * 24 * 365)
      .default(0),
    occasion: z.string().trim().min(1).max(200).optional(),
    properties: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean(), z.null()])).default({}),
  }),
  output: z.object({
    participantId: z.uuid(),
    state: z.enum(['planned', 'asked', 'excluded']),
    excludedBy: z.enum(exclusions).nullable(),
    freeAt: z.coerce.date().nullable(),
    url: z.string().nullable(),
  }),
})
export const articleLink = endpoint('POST /article-links', {
  summary: 'The address (and widget token) of a survey under an article; the article comes along with each answer',
  may: 'sends.ask',
  input: z.strictObject({ surveyId: z.uuid(), article: z.string().trim().min(1).max(200), language: z.string().max(20).optional() }),
  output: z.object({ linkId: z.uuid(), token: z.string(), url: z.string().nullable() }),
})
