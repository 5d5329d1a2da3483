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

/** Theirs, word for word. */
export const webhookEvents = ['survey_response.created', 'survey_response.updated', 'unsubscribe.created'] as const

export const listWebhooks = endpoint('GET /delighted/webhooks', {
  summary: 'Where scripts are told in Delighted’s shape',
  may: 'delighted.settings',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        url: z.string(),
        events: z.array(z.string()),
        lastToldAt: z.coerce.date().nullable(),
        lastFailure: z.string().nullable(),
      }),
    ),
  }),
})

export const addWebhook = endpoint('POST /delighted/webhooks', {
  summary: 'Tell an address of responses and of who unsubscribes; the secret signs, and is shown once',
  may: 'delighted.settings',
  input: z.strictObject({
    url: z.url({ protocol: /^https?$/ }).max(500),
    events: z
      .array(z.enum(webhookEvents))
      .min(1)
      .default([...webhookEvents]),
  }),
  output: z.object({ id: z.uuid(), secret: z.string() }),
})

export const removeWebhook = endpoint('DELETE /delighted/webhooks/:id', {
  summary: 'Tell this address no more',
  may: 'delighted.settings',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

export const webhookDue = event(
  'delighted.webhook-due',
  z.object({ webhookId: z.uuid(), type: z.enum(webhookEvents), subjectId: z.uuid(), eventId: z.string() }),
)
