import { importer, type Values } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { type NewCaseEvent, takeCaseEvents } from '../cases.ts'
import { undoCaseEvents } from '../undo-import.ts'
import { readStep } from './zendesk-tickets/step.ts'
import { instant } from './zendesk-tickets/ticket.ts'

type Row = Pick<NewCaseEvent, 'caseKey' | 'at' | 'kind'> | null

const text = (value: Values[string]) => (typeof value === 'string' ? value : '')
const field = (key: string, guesses: readonly string[], required = true) => ({
  key,
  label: `imports.zendesk-events.${key}`,
  kind: 'text' as const,
  required,
  guesses: [key, ...guesses],
})

/**
 * What happened to Zendesk's tickets, step by step: its ticket metric events, or the table of its tickets' field history.
 * @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_metric_events/
 */
export default importer<Row>({
  id: 'zendesk-events',
  may: 'interactions.add',
  asks: ['source', 'emptyMarkers'],
  fields: [
    field('ticket_id', ['ticket']),
    field('time', ['updated', 'at']),
    field('metric', ['field_name', 'field']),
    field('type', ['value']),
    field('instance_id', [], false),
    { ...field('id', [], false), unique: true },
  ],
  become: ({ ticket_id, time, metric, type, instance_id }) => {
    const kind = readStep({ metric: text(metric), type: text(type), instance: text(instance_id) })
    const at = instant(text(time))
    if (!at) return { refused: [{ field: 'time', value: text(time), reason: 'date.unreadable' }] }
    return { row: kind && { caseKey: text(ticket_id).slice(0, 200), at, kind } }
  },
  save: async (ctx, rows, { importId, settings: { source } }) => {
    const made = rows.flatMap(({ key, row }) => (row ? [{ ...row, rowKey: key }] : []))
    const added = await takeCaseEvents(ctx, { source, rows: made, importId })
    return { added, changed: 0, unchanged: rows.length - added, refused: [] }
  },
  finish: noteAdded,
  undo: undoCaseEvents,
})
