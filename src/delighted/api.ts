import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'

const Choice = z.object({ id: z.uuid(), name: z.string() })

export const readDelighted = endpoint('GET /delighted', {
  summary: 'What callers of Delighted reach here',
  may: 'delighted.settings',
  input: z.strictObject({}),
  output: z.object({
    survey: Choice.nullable(),
    /** Those that ask for a score and are open. */
    surveys: z.array(Choice),
    autopilotOn: z.boolean(),
    autopilotDays: z.int(),
    /** Where their scripts call; null while this server does not know its own address. */
    address: z.string().nullable(),
  }),
})

export const changeDelighted = endpoint('PUT /delighted', {
  summary: 'Choose the survey that callers of Delighted mean, and how often its autopilot asks',
  may: 'delighted.settings',
  input: z.strictObject({
    surveyId: z.uuid().nullable(),
    autopilotOn: z.boolean(),
    autopilotDays: z.int().min(1).max(3650),
  }),
  output: z.object({}),
})

export const delightedChanged = event('delighted.changed', z.object({ fields: z.array(z.string()) }), ['/delighted'])
