import type { Snapshot } from '../../snapshots.ts'

type Json = Record<string, unknown>

export const columns = [
  'id',
  'created_at',
  'title',
  'handler',
  'first_admin_reply_at',
  'first_assignment_at',
  'first_close_at',
  'last_close_at',
  'count_reopens',
  'time_to_admin_reply',
  'time_to_first_close',
  'time_to_last_close',
] as const
export type Column = (typeof columns)[number]

const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations */
export function unfold(item: Json): Record<Column, string> {
  const told = object(item.statistics)
  const of = (key: string) => text(told[key] ?? item[key])
  return {
    ...(Object.fromEntries(columns.map(key => [key, of(key)])) as Record<Column, string>),
    id: text(item.id),
    created_at: text(item.created_at),
    title: text(item.title) || text(object(item.source).subject).replaceAll(/<[^>]*>/g, ''),
    handler: text(told.last_closed_by_id) || text(item.admin_assignee_id),
  }
}

const seconds = (cell: string | undefined) => (cell !== undefined && /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : null)
/** Unix seconds, as Intercom writes moments. */
const instant = (cell: string | undefined) => {
  const found = seconds(cell)
  return found === null || found < 100_000_000 || found > 100_000_000_000 ? null : new Date(found * 1000)
}

/** Moments are the calendar's; the durations beside them are already without closed hours, and are kept as such: never reckoned from, nor into, the moments. */
export function snapshotOf(row: Partial<Record<Column, string>>): Snapshot | { refused: { field: string; value: string; reason: string } } {
  const createdAt = instant(row.created_at)
  if (!createdAt) return { refused: { field: 'created_at', value: row.created_at ?? '', reason: 'date.unreadable' } }
  const [first, last] = [instant(row.first_close_at), instant(row.last_close_at)]
  if ((first && first < createdAt) || (first && last && last < first))
    return { refused: { field: 'last_close_at', value: row.last_close_at ?? '', reason: 'ends-before-it-begins' } }
  const assigned = instant(row.first_assignment_at)
  return {
    caseKey: String(row.id).slice(0, 200),
    title: row.title?.slice(0, 500) ?? null,
    channel: 'chat',
    createdAt,
    repliedAt: instant(row.first_admin_reply_at),
    firstSolvedAt: first ?? last,
    lastSolvedAt: last ?? first,
    reopens: seconds(row.count_reopens) ?? 0,
    assignedAt: assigned ? [assigned] : [],
    handler: row.handler || null,
    worked: {
      reply: seconds(row.time_to_admin_reply),
      firstSolve: seconds(row.time_to_first_close),
      solve: seconds(row.time_to_last_close),
    },
  }
}
