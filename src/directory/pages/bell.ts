import { useQuery } from '@tanstack/react-query'
import { ask, useSend } from '#ui/api.ts'
import type { Ring, Rings } from '#ui/bell.tsx'
import { useWorkspaceNumber } from '#ui/page.tsx'
import { codeText } from '#ui/text.tsx'
import { listNotices, type Notice, readNotices } from '../api.ts'

/** The bell's content: the last notices of the person, in the words of the slice that gave them. */
export function useMyNotices(): Rings {
  const workspace = useWorkspaceNumber()
  const { data } = useQuery(ask(listNotices, { limit: 30 }))
  const seen = useSend(readNotices, { refresh: [listNotices] })
  return {
    items: (data?.items ?? []).map(one => ring(one, workspace)),
    unread: data?.unread ?? 0,
    onSeen: ids => seen.mutate({ ids }),
  }
}

const ring = ({ id, type, facts, at, subjectId, readAt }: Notice, workspace: string): Ring => ({
  id,
  at,
  text: codeText('notice', type, facts) ?? type,
  href: `/${workspace}${placeOf(type, subjectId)}`,
  unread: readAt === null,
})

/** Where a thing of this kind is seen, by the first part of the notice's type. */
const places: Record<string, string> = {
  action: '/actions',
  ask: '/questions',
  bulletin: '/actions/news',
  voice: '/voices',
  case: '/inbox',
  member: '/people',
  customer: '/customers',
  import: '/import',
  keys: '/settings/keys',
}

const placeOf = (type: string, subjectId: string | null) => {
  const place = places[type.split('.')[0] ?? ''] ?? '/today'
  return subjectId && !['/today', '/import', '/settings/keys', '/voices', '/questions'].includes(place) ? `${place}/${subjectId}` : place
}
