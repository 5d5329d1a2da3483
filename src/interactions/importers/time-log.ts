import { importer, type Values } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { readSeconds } from '../durations.ts'
import { type NewTimeLog, takeTimeLogs } from '../time-log.ts'
import { undoTimeLogs } from '../undo-import.ts'

type Row = Omit<NewTimeLog, 'externalId'> & { externalId: string | undefined }

const word = (value: Values[string]) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)

/** When members were logged in, and how much of it calls could come in: one row a shift. */
export default importer<Row>({
  id: 'time-log',
  may: 'interactions.add',
  asks: ['source', 'zone', 'emptyMarkers'],
  fields: [
    {
      key: 'handler',
      label: 'imports.time-log.handler',
      kind: 'text',
      required: true,
      guesses: ['agent', 'member', 'rep', 'name', 'employee', 'agent name', 'เจ้าหน้าที่', 'ພະນັກງານ', 'បុគ្គលិក'],
    },
    {
      key: 'startedAt',
      label: 'imports.time-log.started-at',
      kind: 'instant',
      required: true,
      guesses: ['started at', 'login', 'logged in', 'login time', 'start', 'from', 'เริ่ม', 'ເລີ່ມ', 'ចាប់ផ្ដើម'],
    },
    {
      key: 'endedAt',
      label: 'imports.time-log.ended-at',
      kind: 'instant',
      required: true,
      guesses: ['ended at', 'logout', 'logged out', 'logout time', 'end', 'to', 'สิ้นสุด', 'ສິ້ນສຸດ', 'បញ្ចប់'],
    },
    {
      key: 'productive',
      label: 'imports.time-log.productive',
      kind: 'text',
      guesses: ['productive seconds', 'productive', 'available', 'ready time', 'available time'],
    },
    { key: 'externalId', label: 'imports.time-log.external-id', kind: 'text', unique: true, guesses: ['shift id', 'id'] },
  ],

  become: values => {
    const [startedAt, endedAt] = [values.startedAt as Date, values.endedAt as Date]
    const productive = word(values.productive)
    const productiveSeconds = productive === undefined ? undefined : readSeconds(productive)
    if (productiveSeconds === null) return { refused: [{ field: 'productive', value: productive ?? '', reason: 'duration' }] }
    if (endedAt < startedAt) return { refused: [{ field: 'endedAt', value: endedAt.toISOString(), reason: 'ends-before-it-begins' }] }
    if (productiveSeconds !== undefined && productiveSeconds * 1000 > endedAt.getTime() - startedAt.getTime())
      return { refused: [{ field: 'productive', value: productive ?? '', reason: 'longer-than-the-shift' }] }
    return {
      row: { externalId: word(values.externalId), handler: String(values.handler).slice(0, 200), startedAt, endedAt, productiveSeconds },
    }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const made = rows.map(({ row }) => ({ ...row, externalId: row.externalId ?? `${row.handler} ${row.startedAt.toISOString()}` }))
    return { ...(await takeTimeLogs(ctx, { source, rows: made, importId })), refused: [] }
  },

  finish: noteAdded,
  undo: undoTimeLogs,
})
