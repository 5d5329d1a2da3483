import { CSAT, scaleOf } from '#core/scores/scale.ts'
import { readInstant } from '#core/time/read-instant.ts'
import { topicsFoundOrAdded } from '#customers/index.ts'
import { receiveFeedback, type Said } from '#inbox/index.ts'
import { type CellRefusal, type ImportSettings, importer, type Values } from '#kernel/importer.ts'
import { noteAdded } from '../added.ts'
import { type NewInteraction, outcomes } from '../api.ts'
import { distinctIds } from '../distinct-ids.ts'
import { readSeconds, readTimeOfDay } from '../durations.ts'
import { handlersOf } from '../handlers.ts'
import { takeInteractions } from '../interactions.ts'
import { undoInteractions } from '../undo-import.ts'

type Row = {
  contact: Omit<NewInteraction, 'externalId' | 'topicId'>
  externalId: string | undefined
  topic: string | undefined
  rating: number | null
  scale: string | null
}

const text = (key: string, label: string, guesses: readonly string[]) => ({
  key,
  label: `imports.interactions.${label}`,
  kind: 'text' as const,
  guesses,
})

/** Calls, chats, e-mails and visits of any telephone system or helpdesk that writes one row for each. */
export default importer<Row>({
  id: 'interactions',
  may: 'interactions.add',
  asks: ['source', 'zone', 'missingDate', 'emptyMarkers', 'scale'],
  fields: [
    {
      key: 'externalId',
      label: 'imports.interactions.external-id',
      kind: 'text',
      unique: true,
      guesses: ['call id', 'interaction id', 'contact id', 'chat id', 'id', 'รหัส', 'ລະຫັດ', 'លេខសម្គាល់'],
    },
    {
      key: 'at',
      label: 'imports.interactions.at',
      kind: 'instant',
      guesses: ['entered at', 'started at', 'start time', 'datetime', 'timestamp', 'created at', 'วันเวลา'],
    },
    text('on', 'on', ['date', 'day', 'call date', 'วันที่', 'ວັນທີ', 'កាលបរិច្ឆេទ']),
    text('time', 'time', ['time', 'call time', 'q start', 'vru entry', 'start', 'เวลา', 'ເວລາ', 'ម៉ោង']),
    text('queuedAt', 'queued-at', ['q start', 'queue start', 'queued at']),
    text('kind', 'kind', ['kind', 'interaction type', 'media type', 'channel', 'ช่องทาง', 'ຊ່ອງທາງ', 'បណ្ដាញ']),
    text('direction', 'direction', ['direction', 'inbound outbound']),
    text('queue', 'queue', ['queue', 'queue name', 'skill', 'department', 'คิว', 'ຄິວ', 'ជួរ']),
    text('outcome', 'outcome', ['outcome', 'answered (y/n)', 'answered', 'disposition', 'status', 'result', 'ผล', 'ຜົນ', 'លទ្ធផល']),
    text('wait', 'wait', [
      'wait seconds',
      'queue time',
      'q time',
      'speed of answer in seconds',
      'wait time',
      'wait',
      'speed of answer',
      'เวลารอ',
      'ເວລາລໍຖ້າ',
      'ពេលរង់ចាំ',
    ]),
    text('talk', 'talk', [
      'talk seconds',
      'talk time',
      'avg talk duration',
      'talk duration',
      'ser time',
      'duration',
      'handle time',
      'เวลาคุย',
      'ເວລາສົນທະນາ',
      'រយៈពេលនិយាយ',
    ]),
    text('held', 'held', ['held seconds', 'hold seconds', 'hold time', 'on hold']),
    text('wrapUp', 'wrap-up', ['wrap up seconds', 'wrap up', 'after call work', 'acw']),
    text('transfers', 'transfers', ['transfers', 'transfer count']),
    text('handler', 'handler', ['agent', 'handler', 'rep', 'server', 'agent name', 'member', 'operator', 'เจ้าหน้าที่', 'ພະນັກງານ', 'បុគ្គលិក']),
    text('caller', 'caller', ['customer id', 'caller', 'caller id', 'phone', 'from', 'customer', 'ลูกค้า', 'ລູກຄ້າ', 'អតិថិជន']),
    text('topic', 'topic', ['topic', 'reason', 'subject', 'category', 'หัวข้อ', 'ຫົວຂໍ້', 'ប្រធានបទ']),
    text('tracking', 'tracking', ['tracking number', 'page', 'dialed number', 'referrer']),
    text('resolved', 'resolved', ['resolved', 'solved', 'first contact resolution', 'แก้ไขแล้ว', 'ແກ້ໄຂແລ້ວ', 'បានដោះស្រាយ']),
    {
      key: 'rating',
      label: 'imports.interactions.rating',
      kind: 'score',
      guesses: ['satisfaction rating', 'rating', 'csat', 'satisfaction', 'score', 'คะแนน', 'ຄະແນນ', 'ពិន្ទុ'],
    },
  ],

  become: (values, settings) => {
    const when = instantOf(values, settings)
    if ('refused' in when) return { refused: [when.refused] }
    const seconds = secondsOf(values)
    if ('refused' in seconds) return { refused: [seconds.refused] }
    const outcome = outcomeOf(values)
    if (outcome === null) return { refused: [{ field: 'outcome', value: word(values.outcome) ?? '', reason: 'choice' }] }
    const contact = {
      kind: kindOf(word(values.kind)),
      direction: /out/i.test(word(values.direction) ?? '') ? ('out' as const) : ('in' as const),
      ...given('queue', word(values.queue)?.slice(0, 200)),
      enteredAt: when.at,
      outcome,
      ...seconds,
      ...given('transfers', wholeOf(values.transfers)),
      ...given('handler', word(values.handler)?.slice(0, 200)),
      ...given('caller', word(values.caller)?.slice(0, 200)),
      ...given('tracking', word(values.tracking)?.slice(0, 500)),
      ...given('resolved', yesOrNo(word(values.resolved))),
      ...(outcome === 'answered' && seconds.waitSeconds !== undefined
        ? { connectedAt: new Date(when.at.getTime() + seconds.waitSeconds * 1000) }
        : {}),
    }
    const rating = typeof values.rating === 'number' ? values.rating : null
    return {
      row: {
        contact,
        externalId: word(values.externalId),
        topic: word(values.topic),
        rating,
        scale: settings.scale ?? (rating === null ? null : CSAT.id),
      },
    }
  },

  save: async (ctx, rows, { importId, settings: { source } }) => {
    const topicOf = rows.some(({ row }) => row.topic) ? await topicsFoundOrAdded(ctx, { source, importId }) : async () => null
    const made: NewInteraction[] = []
    const idOf = await distinctIds(
      ctx,
      source,
      rows.map(({ key, row }) => ({ id: row.externalId ?? keyText(key), at: row.contact.enteredAt })),
    )
    for (const [at, { row }] of rows.entries())
      made.push({ ...row.contact, externalId: idOf[at]!, ...given('topicId', row.topic ? await topicOf(row.topic) : null) })
    const { added, changed, unchanged } = await takeInteractions(ctx, { source, rows: made, importId })
    const handlerOf = await handlersOf(
      ctx,
      source,
      rows.map(({ row }) => row.contact.handler),
    )
    const rated = rows.flatMap(({ key, row }, at): Said[] => {
      const handled = handlerOf(row.contact.handler)
      const said = {
        rowKey: key,
        score: row.rating,
        scale: scaleOf(row.scale ?? ''),
        channel: row.contact.kind,
        saidAt: row.contact.enteredAt,
      }
      return row.rating === null
        ? []
        : [{ ...said, memberId: handled?.memberId ?? handled?.handlerId ?? null, topicId: made[at]?.topicId ?? null }]
    })
    await receiveFeedback(ctx, rated, { source, importId, cases: 'none' })
    return { added, changed, unchanged, refused: [] }
  },

  finish: noteAdded,
  undo: undoInteractions,
})

const keyText = (key: Uint8Array) => Buffer.from(key).toString('base64url')
const word = (value: Values[string]) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)
const given = <Key extends string, Value>(key: Key, value: Value | null | undefined) =>
  (value === undefined || value === null ? {} : { [key]: value }) as { [key in Key]?: Value }
const wholeOf = (value: Values[string]) => (/^\d{1,3}$/.test(word(value) ?? '') ? Number(value) : undefined)
const yesOrNo = (text: string | undefined) =>
  text === undefined ? undefined : /^(y|yes|true|1|resolved|solved|ใช่|ແມ່ນ|បាទ|ចាស)$/i.test(text)

/** A moment, or a day and a time of day; where the file has no day, the one that was asked for. */
function instantOf(
  { at, on, time, queuedAt }: Values,
  { zone, dateOrder, missingDate }: ImportSettings,
): { at: Date } | { refused: CellRefusal } {
  if (at instanceof Date) return { at }
  const clock = [word(time), word(queuedAt)].find(one => one !== undefined && readTimeOfDay(one) !== null)
  const day = word(on) ?? (/^\d{4}-/.test(missingDate) ? missingDate : undefined)
  if (day === undefined) return { refused: { field: 'on', value: '', reason: 'required' } }
  const read = readInstant(
    `${day}${clock ? ` ${clock.padStart(clock.split(':')[0]!.length === 1 ? clock.length + 1 : clock.length, '0')}` : ''}`,
    {
      zone,
      ...(dateOrder ? { order: dateOrder } : {}),
    },
  )
  return 'at' in read ? { at: read.at } : { refused: { field: 'on', value: `${day} ${clock ?? ''}`, reason: read.problem } }
}

const durations = { waitSeconds: 'wait', talkSeconds: 'talk', heldSeconds: 'held', wrapUpSeconds: 'wrapUp' } as const
type Seconds = { -readonly [key in keyof typeof durations]?: number }

function secondsOf(values: Values): Seconds | { refused: CellRefusal } {
  const found: Seconds = {}
  for (const [key, field] of Object.entries(durations) as [keyof Seconds, string][]) {
    const cell = word(values[field])
    if (cell === undefined) continue
    const seconds = readSeconds(cell)
    if (seconds === null) return { refused: { field, value: cell, reason: 'duration' } }
    if (seconds < 0) return { refused: { field, value: cell, reason: 'negative-duration' } }
    found[key] = seconds
  }
  return found
}

const KINDS = {
  call: /call|phone|voice|โทร|ໂທ|ទូរសព្ទ/i,
  chat: /chat|แชต|ແຊັດ|ជជែក/i,
  email: /mail|เมล|ເມວ|ម៉ែល/i,
  visit: /visit|branch|พบ|ຢ້ຽມ|ជួប/i,
  message: /message|sms|line|whatsapp/i,
}
const kindOf = (text: string | undefined) =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[]).find(kind => text && KINDS[kind].test(text)) ?? 'call'

const ANSWERED = /^(y|yes|true|1|answered|agent|connected|completed|ใช่|รับสาย|ແມ່ນ|ຮັບສາຍ|បានឆ្លើយ)$/i
const ABANDONED = /^(n|no|false|0|abandon(ed)?|hang|missed|no answer|ไม่|ສາຍຫຼຸດ|មិនឆ្លើយ)$/i

/**
 * Answered, or gone. Where the file says when the queue was entered (the column is there) and this row has none, the customer was gone before any
 * queue: that was offered to nobody.
 */
function outcomeOf(values: Values): (typeof outcomes)[number] | null {
  const told = word(values.outcome)
  if (told === undefined) return values.talk !== undefined || values.handler !== undefined ? 'answered' : 'abandoned'
  if (outcomes.includes(told.toLowerCase() as 'answered')) return told.toLowerCase() as 'answered'
  if (/^phantom$/i.test(told)) return 'phantom'
  if (ANSWERED.test(told)) return 'answered'
  if (!ABANDONED.test(told)) return null
  return 'queuedAt' in values || values.wait !== undefined ? (neverQueued(values) ? 'menu' : 'abandoned') : 'abandoned'
}

const neverQueued = ({ queuedAt, wait }: Values) => queuedAt === undefined && /^0+$/.test(word(wait) ?? '')
