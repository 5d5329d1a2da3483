import type { NewInteraction } from '../../api.ts'
import { instant } from '../zendesk-tickets/ticket.ts'

export const columns = [
  'id',
  'created_at',
  'direction',
  'completion_status',
  'wait_time',
  'time_to_answer',
  'talk_time',
  'hold_time',
  'wrap_up_time',
  'agent',
  'caller',
  'queue',
  'line',
] as const
export type Column = (typeof columns)[number]

const seconds = (cell: string | undefined) => (cell !== undefined && /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined)
const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value }

function outcomeOf(status: string, talk: number | undefined): NewInteraction['outcome'] {
  if (/ivr|not_routed/.test(status)) return 'menu'
  if (/abandoned|voicemail|missed|no_answer|declined/.test(status)) return 'abandoned'
  return /completed|transferred|conference/.test(status) || (talk ?? 0) > 0 ? 'answered' : 'abandoned'
}

/** One call of Zendesk Talk. @see https://developer.zendesk.com/api-reference/voice/talk-api/incremental_exports/ */
export function contactOf(
  row: Partial<Record<Column, string>>,
): NewInteraction | { refused: { field: string; value: string; reason: string } } {
  const enteredAt = instant(row.created_at)
  if (!enteredAt) return { refused: { field: 'created_at', value: row.created_at ?? '', reason: 'date.unreadable' } }
  const negative = (['wait_time', 'talk_time', 'hold_time', 'wrap_up_time'] as const).find(key => row[key]?.startsWith('-'))
  if (negative) return { refused: { field: negative, value: row[negative]!, reason: 'negative-duration' } }
  const [wait, talk] = [seconds(row.wait_time) ?? seconds(row.time_to_answer), seconds(row.talk_time)]
  const outcome = outcomeOf(row.completion_status ?? '', talk)
  return {
    externalId: String(row.id).slice(0, 200),
    kind: 'call',
    direction: row.direction === 'outbound' ? 'out' : 'in',
    enteredAt,
    outcome,
    ...given('connectedAt', outcome === 'answered' && wait !== undefined ? new Date(enteredAt.getTime() + wait * 1000) : undefined),
    ...given('waitSeconds', wait),
    ...given('talkSeconds', outcome === 'answered' ? talk : undefined),
    ...given('heldSeconds', seconds(row.hold_time)),
    ...given('wrapUpSeconds', seconds(row.wrap_up_time)),
    ...given('handler', row.agent?.slice(0, 200)),
    ...given('caller', row.caller?.slice(0, 200)),
    ...given('queue', row.queue?.slice(0, 200)),
    ...given('tracking', row.line?.slice(0, 500)),
  }
}

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

export const unfold = (item: Record<string, unknown>, names: ReadonlyMap<string, string> = new Map()): Record<Column, string> => ({
  ...(Object.fromEntries(columns.map(key => [key, text(item[key])])) as Record<Column, string>),
  agent: names.get(text(item.agent_id)) ?? (text(item.agent_name) || text(item.agent_id)),
  caller: text(item.customer_phone_number ?? item.caller_number ?? item.customer_id),
  queue: text(item.ivr_destination_group_name ?? item.call_group_id),
  line: text(item.phone_number ?? item.line),
})
