import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'

const level = z.enum(['company', 'manager', 'member'])
const Alert = z.object({
  id: z.uuid(),
  metric: z.string(),
  name: z.string(),
  level,
  subjectId: z.uuid(),
  /** The time of day, in the zone of the workspace, at which one is told; never at another. */
  tellAt: z.string(),
})

export const listAlerts = endpoint('GET /alerts', {
  summary: 'The figures whose signals one is told of',
  may: 'scoreboard.alerts',
  input: z.strictObject({}),
  output: z.object({ items: z.array(Alert) }),
})

export const addAlert = endpoint('POST /alerts', {
  summary: 'Be told when the weeks of a figure leave what they do by themselves: once for each signal, at this time of day',
  may: 'scoreboard.alerts',
  input: z.strictObject({
    metric: z.string().max(60),
    level: level.default('company'),
    of: z.uuid().optional(),
    tellAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .default('08:00'),
  }),
  output: Alert,
})

export const removeAlert = endpoint('DELETE /alerts/:id', {
  summary: 'Be told no more',
  may: 'scoreboard.alerts',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

export const alertsChanged = event('scoreboard.alerts-changed', z.object({ metric: z.string() }), ['/alerts'])
