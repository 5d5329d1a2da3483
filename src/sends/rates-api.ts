import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'

export const rateParts = ['channel', 'language', 'plan', 'segment', 'account'] as const
/** All groups that are too many to be shown each. */
export const OTHERS = 'others'
const Share = { value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }

const Weighted = z.object({
  measure: z.enum(['nps', 'mean']),
  raw: z.number(),
  n: z.int(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  effective: z.number(),
  covered: z.number(),
})

export const surveyRates = endpoint('GET /sends/rates', {
  summary:
    'Who answered of those who were asked: by channel, language, plan, saved segment and account; and the score weighted to those asked, beside the raw one',
  may: 'sends.read',
  input: z.strictObject({ survey: z.uuid() }),
  output: z.object({
    name: z.string(),
    asked: z.int(),
    answered: z.int(),
    rate: z.object(Share),
    parts: z.array(
      z.object({
        by: z.enum(rateParts),
        /** Each with its rate (null below five asked) and its share of those asked and of those who answered. */
        groups: z.array(
          z.object({
            /** The value itself, or the id of a segment or an account; '' where there is none. */
            group: z.string(),
            /** Of a segment or an account. */
            name: z.string().nullable(),
            asked: z.int(),
            answered: z.int(),
            ...Share,
            ofAsked: z.number(),
            ofAnswered: z.number().nullable(),
          }),
        ),
        /** Null with fewer than five scores, and for accounts, which are too small for it. */
        weighted: Weighted.nullable(),
      }),
    ),
  }),
})
