import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { Described } from '#metrics/api.ts'
import { Figure, Filter, Period, When, Whose } from './api.ts'

const Compared = z.object({
  metric: Described,
  now: Figure,
  before: Figure,
  /** How much higher than before, with its interval; null where either time has too little to say. */
  change: z.object({ value: z.number(), low: z.number(), high: z.number(), seen: z.boolean() }).nullable(),
  /** It got worse beyond chance, while the time taken got shorter beyond chance. */
  worse: z.boolean(),
})
export type Compared = z.output<typeof Compared>

export const readFalseSuccess = endpoint('GET /scoreboard/false-success', {
  summary:
    'Whether speed was bought with customers: contacts take less time than in the period before, and more of them come back. Found only where both intervals leave nought out',
  may: 'metrics.read',
  input: z.strictObject({ ...Whose, ...When, ...Filter }),
  output: z.object({ period: Period, found: z.boolean(), speed: Compared, repeats: z.array(Compared) }),
})
