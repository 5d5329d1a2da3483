import { z } from 'zod'
import { methods } from '#core/forecast/forecast.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { Period, When } from './api.ts'

const Three = z.object({ low: z.number(), middle: z.number(), high: z.number() })
export type Three = z.output<typeof Three>

export const readStaffing = endpoint('GET /scoreboard/staffing', {
  summary:
    'Do we have enough reps? For a weekday, half hour by half hour: arrivals at low, middle and high volume, who is needed for them, and who was logged in and productive',
  may: 'scoreboard.staffing',
  input: z.strictObject({
    ...When,
    weekday: z.coerce.number().int().min(1).max(7).default(1),
    kind: z.enum(['call', 'chat']).default('call'),
    /** What is promised: a share answered within so many seconds. */
    serviceLevel: z.coerce.number().min(0.5).max(0.99).default(0.8),
    targetSeconds: z.coerce.number().int().min(1).max(3600).default(20),
    /** Leave, training, breaks. */
    shrinkage: z.coerce.number().min(0).max(0.8).default(0.3),
  }),
  output: z.object({
    period: Period,
    weekday: z.int(),
    /** How many such days there were. */
    days: z.int(),
    arrivals: z.int(),
    handleSeconds: z.number().nullable(),
    /** All the waiting by one abandonment each; null where nobody hung up, or chats. */
    patienceSeconds: z.number().nullable(),
    /** Whether any hours were logged. */
    logged: z.boolean(),
    /** The next such day, and the way of forecasting that would have been nearest on the last ones; null without a single such day. */
    forecast: z
      .object({
        on: z.iso.date(),
        method: z.enum(methods),
        /** How far each would have been off on the last such days: errors by what came, 0 is perfect. */
        off: z.array(z.object({ method: z.enum(methods), wape: z.number() })),
      })
      .nullable(),
    slots: z.array(
      z.object({
        time: z.string(),
        /** Arrivals to reckon with in the half hour. */
        volume: Three,
        needed: Three,
        /** Needed if nobody hung up (Erlang C), at middle volume. */
        patient: z.int(),
        /** On the list for the high volume. */
        scheduled: z.int(),
        there: z.number().nullable(),
        /** What those who were there give at each volume. */
        served: Three.nullable(),
      }),
    ),
  }),
})
