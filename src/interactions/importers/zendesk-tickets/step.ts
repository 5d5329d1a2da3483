import type { CaseEventKind } from '../../cases.ts'

const STATUSES: Record<string, CaseEventKind> = {
  solved: 'solved',
  closed: 'closed',
  open: 'touched',
  pending: 'touched',
  hold: 'touched',
  'on-hold': 'touched',
}

/**
 * What a metric event or a change of a field means for the case; null for what means nothing. The requester waits from the beginning until it is solved,
 * and again from when it is reopened.
 */
export function readStep({ metric, type, instance = '' }: { metric: string; type: string; instance?: string }): CaseEventKind | null {
  if (metric === 'requester_wait_time')
    return type === 'fulfill' ? 'solved' : type === 'activate' ? (/^[01]?$/.test(instance) ? 'created' : 'reopened') : null
  if (metric === 'reply_time') return type === 'fulfill' ? 'replied' : null
  if (metric === 'status') return STATUSES[type.toLowerCase()] ?? null
  return metric === 'assignee_id' && type !== '' ? 'assigned' : null
}
