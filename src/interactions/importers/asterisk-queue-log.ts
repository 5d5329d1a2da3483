import { importer, type Values } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { matters } from './asterisk-queue-log/call.ts'
import { cellsOf, columns, lineOf, type QueueLine } from './asterisk-queue-log/line.ts'
import { saveLines, undoLines } from './asterisk-queue-log/save.ts'

const text = (value: Values[string]) => (typeof value === 'string' ? value : undefined)

/** What Asterisk writes of its queues (`queue_log`): calls with their waits and talks, and who was logged in. */
export default importer<QueueLine>({
  id: 'asterisk-queue-log',
  may: 'interactions.add',
  asks: ['source'],
  fields: columns.map(key => ({
    key,
    label: `imports.queue-log.${key}`,
    kind: 'text' as const,
    required: key === 'time' || key === 'event',
    guesses: [key],
  })),
  lines: { columns, read: cellsOf },
  become: values => ({ row: lineOf(columns.map(key => text(values[key]))) }),
  save: async (ctx, rows, { importId, settings: { source } }) => {
    const added = await saveLines(ctx, { source, importId }, rows.map(({ row }) => row).filter(matters))
    return { added, changed: 0, unchanged: rows.length - added, refused: [] }
  },
  finish: noteAdded,
  undo: undoLines,
})
