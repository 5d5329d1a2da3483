import { importer } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { type Snapshot, takeSnapshots } from '../snapshots.ts'
import { undoCaseEvents } from '../undo-import.ts'
import { type Column, columns, snapshotOf, unfold } from './intercom-statistics/conversation.ts'

/** Intercom's conversations with their statistics. */
export default importer<Snapshot>({
  id: 'intercom-statistics',
  may: 'interactions.add',
  asks: ['source', 'emptyMarkers'],
  fields: columns.map(key => ({
    key,
    label: `imports.intercom-statistics.${key}`,
    kind: 'text' as const,
    required: key === 'id' || key === 'created_at',
    guesses: [key],
  })),
  unfold,
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
