import { hash } from 'node:crypto'
import { type NewCaseEvent, takeCaseEvents } from '../../cases.ts'
import { readStep } from '../../importers/zendesk-tickets/step.ts'
import { instant } from '../../importers/zendesk-tickets/ticket.ts'
import { byTime, type Json, list, type Stream, text } from '../stream.ts'

/** What happened to tickets, step by step. */
export const metricEvents: Stream = {
  name: 'ticket_metric_events',
  from: cursor => `/api/v2/incremental/ticket_metric_events.json?start_time=${cursor ?? 1}`,
  next: byTime,
  take: async (ctx, source, answer) => {
    const all = list(answer.ticket_metric_events)
    return { read: all.length, added: await takeCaseEvents(ctx, { source, rows: all.flatMap(stepOf) }), changed: 0, refused: 0 }
  },
}

function stepOf(one: Json): NewCaseEvent[] {
  const at = instant(text(one.time))
  const kind = readStep({ metric: text(one.metric), type: text(one.type), instance: text(one.instance_id) })
  if (!kind || !at) return []
  const rowKey = Buffer.from(hash('sha256', `zendesk ${text(one.id)}`, 'hex'), 'hex').subarray(0, 20)
  return [{ rowKey, caseKey: text(one.ticket_id), at, kind }]
}
