import type { Snapshot } from '../../snapshots.ts'

type Json = Record<string, unknown>

const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const minutes = (value: unknown, clock: 'calendar' | 'business') => text(object(value)[clock])

/** What a ticket and its metric set say, as columns: the metric set is in it (`include=metric_sets`), or stands alone (`ticket_metrics`). */
export const columns = [
  'ticket',
  'created_at',
  'status',
  'subject',
  'channel',
  'assignee',
  'tags',
  'solved_at',
  'assigned_at',
  'initially_assigned_at',
  'reopens',
  'reply',
  'reply_business',
  'first_resolution',
  'first_resolution_business',
  'full_resolution',
  'full_resolution_business',
] as const
export type Column = (typeof columns)[number]

/** @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_metrics/ */
export function unfold(item: Json, names: ReadonlyMap<string, string> = new Map()): Record<Column, string> {
  const alone = 'ticket_id' in item
  const set = alone ? item : object(item.metric_set)
  const assignee = text(item.assignee_id)
  return {
    ticket: text(alone ? item.ticket_id : item.id),
    created_at: text(item.created_at),
    status: text(item.status),
    subject: text(item.subject),
    channel: text(object(item.via).channel),
    assignee: names.get(assignee) ?? assignee,
    tags: Array.isArray(item.tags) ? item.tags.join(' ') : '',
    solved_at: text(set.solved_at),
    assigned_at: text(set.assigned_at),
    initially_assigned_at: text(set.initially_assigned_at),
    reopens: text(set.reopens),
    reply: minutes(set.reply_time_in_minutes, 'calendar'),
    reply_business: minutes(set.reply_time_in_minutes, 'business'),
    first_resolution: minutes(set.first_resolution_time_in_minutes, 'calendar'),
    first_resolution_business: minutes(set.first_resolution_time_in_minutes, 'business'),
    full_resolution: minutes(set.full_resolution_time_in_minutes, 'calendar'),
    full_resolution_business: minutes(set.full_resolution_time_in_minutes, 'business'),
  }
}

const CHANNELS: Record<string, string> = {
  voice: 'call',
  chat: 'chat',
  native_messaging: 'message',
  email: 'email',
  sms: 'message',
  whatsapp: 'message',
  line: 'message',
}

const number = (cell: string | undefined) => (cell !== undefined && /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : null)
const seconds = (cell: string | undefined) => {
  const found = number(cell)
  return found === null ? null : found * 60
}
/** Zendesk's times are UTC, also in tables that leave the Z out. */
export const instant = (cell: string | undefined) => {
  const at = cell ? new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(cell) ? cell : `${cell.replace(' ', 'T')}Z`) : null
  return at && at.getTime() >= 0 && at.getUTCFullYear() < 10_000 ? at : null
}
const after = (at: Date, minutes: number | null) => (minutes === null ? null : new Date(at.getTime() + minutes * 60_000))

/** Calendar minutes from the beginning become moments; business minutes are kept as they are, for closed hours are out of them already. */
export function snapshotOf(row: Partial<Record<Column, string>>): Snapshot | { refused: { field: string; value: string; reason: string } } {
  const createdAt = instant(row.created_at)
  if (!createdAt)
    return { refused: { field: 'created_at', value: row.created_at ?? '', reason: row.created_at ? 'date.unreadable' : 'required' } }
  const solved = instant(row.solved_at) ?? after(createdAt, number(row.full_resolution))
  const first = after(createdAt, number(row.first_resolution)) ?? solved
  if ((solved && solved < createdAt) || (first && first < createdAt))
    return { refused: { field: 'solved_at', value: row.solved_at ?? '', reason: 'ends-before-it-begins' } }
  const told = [row.reply_business, row.first_resolution_business, row.full_resolution_business].some(cell => number(cell) !== null)
  return {
    caseKey: String(row.ticket).slice(0, 200),
    title: row.subject?.slice(0, 500) ?? null,
    channel: row.channel ? (CHANNELS[row.channel] ?? 'email') : null,
    createdAt,
    repliedAt: after(createdAt, number(row.reply)),
    firstSolvedAt: first,
    lastSolvedAt: solved,
    reopens: number(row.reopens) ?? 0,
    assignedAt: [instant(row.initially_assigned_at), instant(row.assigned_at)].filter(
      (at, index, all) => at !== null && all.findIndex(one => one?.getTime() === at.getTime()) === index,
    ) as Date[],
    handler: row.assignee || null,
    worked: told
      ? {
          reply: seconds(row.reply_business),
          firstSolve: seconds(row.first_resolution_business),
          solve: seconds(row.full_resolution_business),
        }
      : null,
    gone: /^(deleted|spam)$/.test(row.status ?? '') || /\bclosed_by_merge\b/.test(row.tags ?? ''),
  }
}
