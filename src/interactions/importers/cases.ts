import { importer } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { type CaseEventKind, caseEventKinds, takeCaseEvents } from '../cases.ts'
import { handlersOf } from '../handlers.ts'
import { undoCaseEvents } from '../undo-import.ts'

type Row = { caseKey: string; at: Date; kind: CaseEventKind; handler: string | undefined }

/**
 * What an activity's name means; a name that says none of these is work on the case: a touch. In capitals (RESOLVED, INVALID, DUPLICATE) it is a state
 * that a bug tracker reports, not a solve for the customer.
 */
const meanings: readonly (readonly [RegExp, CaseEventKind])[] = [
  [/re-?open|เปิดใหม่|ເປີດຄືນ|បើកឡើងវិញ/i, 'reopened'],
  [/^[Rr]esolved? ([Tt]icket|[Cc]ase)$|^[RrSs](?:es)?olved?$|^[Ff]ixed$|แก้ไขแล้ว|ແກ້ໄຂແລ້ວ|ដោះស្រាយរួច/, 'solved'],
  [/^closed?$|ปิด|ປິດ|បិទ/i, 'closed'],
  [/repl(y|ied)|answered|responded|ตอบ|ຕອບ|ឆ្លើយ/i, 'replied'],
  [/take in charge|assign(ed)? to|assigned|reassign|มอบหมาย|ມອບໝາຍ|ចាត់តាំង/i, 'assigned'],
  [/^(created?|opened?|new|submitted)$|สร้าง|ສ້າງ|បង្កើត/i, 'created'],
]

/** The event log of any helpdesk: one row for each thing that happened to a case. */
export default importer<Row>({
  id: 'cases',
  may: 'interactions.add',
  asks: ['source', 'zone', 'emptyMarkers'],
  fields: [
    {
      key: 'caseKey',
      label: 'imports.cases.case',
      kind: 'text',
      required: true,
      guesses: ['case concept name', 'case id', 'ticket id', 'case', 'ticket', 'issue key', 'รหัสเคส', 'ລະຫັດກໍລະນີ', 'លេខករណី'],
    },
    {
      key: 'at',
      label: 'imports.cases.at',
      kind: 'instant',
      required: true,
      guesses: ['time timestamp', 'timestamp', 'at', 'updated', 'created', 'time', 'วันเวลา', 'ເວລາ', 'ពេលវេលា'],
    },
    {
      key: 'activity',
      label: 'imports.cases.activity',
      kind: 'text',
      required: true,
      guesses: ['concept name', 'activity', 'event', 'status', 'action', 'กิจกรรม', 'ກິດຈະກຳ', 'សកម្មភាព'],
    },
    {
      key: 'handler',
      label: 'imports.cases.handler',
      kind: 'text',
      guesses: ['org resource', 'resource', 'agent', 'assignee', 'user', 'เจ้าหน้าที่', 'ພະນັກງານ', 'បុគ្គលិក'],
    },
    { key: 'externalId', label: 'imports.cases.external-id', kind: 'text', unique: true, guesses: ['event id'] },
  ],

  become: ({ caseKey, at, activity, handler }) => {
    if (!(at instanceof Date)) return { refused: [{ field: 'at', value: '', reason: 'required' }] }
    const row = {
      caseKey: String(caseKey).slice(0, 200),
      at,
      kind: kindOf(String(activity)),
      handler: typeof handler === 'string' ? handler.slice(0, 200) : undefined,
    }
    return { row }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const handlerOf = await handlersOf(
      ctx,
      source,
      rows.map(({ row }) => row.handler),
    )
    const made = rows.map(({ key, row: { handler, ...row } }) => ({ ...row, ...handlerOf(handler), rowKey: key }))
    const added = await takeCaseEvents(ctx, { source, rows: made, importId })
    return { added, changed: 0, unchanged: rows.length - added, refused: [] }
  },

  finish: noteAdded,
  undo: undoCaseEvents,
})

const kindOf = (activity: string): CaseEventKind => {
  const plain = activity.trim()
  if ((caseEventKinds as readonly string[]).includes(plain.toLowerCase())) return plain.toLowerCase() as CaseEventKind
  return meanings.find(([name]) => name.test(plain))?.[1] ?? 'touched'
}
