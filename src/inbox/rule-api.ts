import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'

export const Rule = z.object({
  scale: z.string(),
  min: z.number(),
  max: z.number(),
  /** A case opens at this score and worse; `down` scales are worse upwards. */
  threshold: z.number(),
  direction: z.enum(['up', 'down']),
  enabled: z.boolean(),
  /** What it would be if nobody had changed it. */
  usual: z.number(),
})
export const listRules = endpoint('GET /rules', {
  summary: 'From which score on a case opens by itself',
  may: 'inbox.read-rules',
  input: z.strictObject({}),
  output: z.array(Rule),
})
export const setRule = endpoint('PUT /rules/:scale', {
  summary: 'Change from which score on a case opens',
  may: 'inbox.rules',
  input: z.strictObject({ scale: z.string().max(40), threshold: z.number(), enabled: z.boolean() }),
  output: Rule,
})
