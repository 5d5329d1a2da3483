import { importer } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { type Snapshot, takeSnapshots } from '../snapshots.ts'
import { undoCaseEvents } from '../undo-import.ts'
import { type Column, columns, snapshotOf, unfold } from './zendesk-tickets/ticket.ts'

const guesses: Partial<Record<Column, readonly string[]>> = {
  ticket: ['id', 'ticket_id'],
  assignee: ['assignee_id', 'assignee name'],
  channel: ['via_channel'],
}

/** Zendesk's tickets with their metric sets: pages of its incremental export, of `ticket_metrics`, or a table of them. */
export default importer<Snapshot>({
  id: 'zendesk-tickets',
  may: 'interactions.add',
  asks: ['source', 'emptyMarkers'],
  fields: columns.map(key => ({
    key,
    label: `imports.zendesk-tickets.${key}`,
    kind: 'text' as const,
    required: key === 'ticket',
    guesses: [...(guesses[key] ?? []), key],
  })),
  unfold: item => unfold(item),
  become: values => {
    const found = snapshotOf(values as Partial<Record<Column, string>>)
    return 'refused' in found ? { refused: [found.refused] } : { row: found }
  },
  save: async (ctx, rows, { importId, settings: { source } }) => ({
    ...(await takeSnapshots(ctx, { source, rows: rows.map(({ row }) => row), importId })),
    refused: [],
  }),
  finish: noteAdded,
  undo: undoCaseEvents,
})
