import { importer } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import type { NewInteraction } from '../api.ts'
import { takeInteractions } from '../interactions.ts'
import { undoInteractions } from '../undo-import.ts'
import { type Column, columns, contactOf, unfold } from './zendesk-calls/call.ts'

/** Calls of Zendesk Talk: pages of its incremental export, or a table of them. */
export default importer<NewInteraction>({
  id: 'zendesk-calls',
  may: 'interactions.add',
  asks: ['source', 'emptyMarkers'],
  fields: columns.map(key => ({
    key,
    label: `imports.zendesk-calls.${key}`,
    kind: 'text' as const,
    required: key === 'id' || key === 'created_at',
    unique: key === 'id',
    guesses: key === 'agent' ? ['agent', 'agent_name', 'agent_id'] : [key],
  })),
  unfold: item => unfold(item),
  become: values => {
    const found = contactOf(values as Partial<Record<Column, string>>)
    return 'refused' in found ? { refused: [found.refused] } : { row: found }
  },
  save: async (ctx, rows, { importId, settings: { source } }) => ({
    ...(await takeInteractions(ctx, { source, rows: rows.map(({ row }) => row), importId })),
    refused: [],
  }),
  finish: noteAdded,
  undo: undoInteractions,
})
