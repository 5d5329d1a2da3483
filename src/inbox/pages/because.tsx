import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { Select, useCalled, useMe } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { assignCase, type CaseDetail, listCases, setCasePriority } from '../api.ts'
import messages from '../messages/index.ts'
import { useWhen } from './when.ts'

/** Why this owner, by which promise, and whether it may still be taken. */
export function Because({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const when = useWhen()
  const why = useWhy(one)
  if (one.mergedInto || one.state === 'resolved') return null
  const parts = [
    why,
    one.policy && t('promise', { name: one.policy }),
    one.resolveDueAt && t('solve-by', { time: when.full(one.resolveDueAt) }),
  ].filter(Boolean)
  return (
    <>
      {parts.length > 0 && <p className="sm dim chead-why">{parts.join(' · ')}</p>}
      {one.queuedUntil && <Queue one={one} until={one.queuedUntil} />}
    </>
  )
}

const whys = ['theirs', 'rule', 'hand', 'shared', 'turn', 'manager', 'last', 'away', 'back', 'queue'] as const

function useWhy({ because, owner }: CaseDetail): string | null {
  const t = useText(messages)
  const name = useCalled()(owner.name) ?? owner.name
  const why = whys.find(known => known === because?.why)
  if (!because || !why) return null
  const language = because.language ? nameOf(because.language) : t('because.any')
  return t(`because.${why}`, { name, language, skill: because.skill ?? 'none', n: because.open ?? 0 })
}

const nameOf = (language: string) => new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(language) ?? language

function Queue({ one, until }: { one: CaseDetail; until: Date }) {
  const t = useText(messages)
  const when = useWhen()
  const me = useMe().workspace?.memberId
  const take = useSend(assignCase, { refresh: [listCases] })
  return (
    <p className="row wrap sm">
      {t('queue', { name: one.owner.name, time: when.full(until) })}
      {one.may.assign && me && (
        <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate({ id: one.id, ownerId: me })}>
          {t('queue.take')}
        </Button>
      )}
    </p>
  )
}

const levels = ['urgent', 'normal', 'low'] as const

/** How urgent it is; what is promised may follow. */
export function Urgency({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const send = useSend(setCasePriority, { refresh: [listCases] })
  if (!one.may.assign) return <span className="sm soft fact">{t(`priority.${one.priority}`)}</span>
  return (
    <Select
      aria-label={t('priority')}
      className="urgency"
      size="xs"
      data={levels.map(value => ({ value, label: t(`priority.${value}`) }))}
      value={one.priority}
      allowDeselect={false}
      disabled={send.isPending}
      onChange={next => next && send.mutate({ id: one.id, priority: next as 'low' })}
    />
  )
}
