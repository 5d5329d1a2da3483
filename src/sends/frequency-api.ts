import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { surveyKinds } from '#surveys/api.ts'

/** At most so many within so many days, and so many days from one to the next; null: no such limit. */
export const Limit = z.strictObject({
  most: z.int().min(1).max(1000).nullable(),
  days: z.int().min(1).max(730),
  gapDays: z.int().min(1).max(730).nullable(),
})
export type Limit = z.output<typeof Limit>

/** How often anybody may be asked. Each kind of survey is counted by itself; `overall` counts them all together. */
export const FrequencyRules = z.strictObject({
  overall: Limit.nullable(),
  each: Limit,
  kinds: z.partialRecord(z.enum(surveyKinds), Limit),
  /** Whether a reminder counts as having been asked. */
  remindersCount: z.boolean(),
})
export type FrequencyRules = z.output<typeof FrequencyRules>

export const getFrequency = endpoint('GET /frequency', {
  summary: 'How often anybody may be asked',
  may: 'sends.read',
  input: z.strictObject({}),
  output: z.object({ rules: FrequencyRules, usual: FrequencyRules }),
})
export const setFrequency = endpoint('PUT /frequency', {
  summary: 'Change how often anybody may be asked',
  may: 'sends.change',
  input: z.strictObject({ rules: FrequencyRules }),
  output: z.object({ rules: FrequencyRules, usual: FrequencyRules }),
})

export const frequencyChanged = event('frequency.changed', z.object({}), ['/frequency'])
