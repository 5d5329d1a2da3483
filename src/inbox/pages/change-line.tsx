import { useText } from '#ui/text.tsx'
import type { Entry } from '../api.ts'
import messages from '../messages/index.ts'
import { useWhen } from './when.ts'

type Change = Extract<Entry, { kind: 'change' }>

/** What was done between the words: a thin line that says who, what and when. */
export function ChangeLine({ change }: { change: Change }) {
  const t = useText(messages)
  const when = useWhen()
  return (
    <div className="ev">
      <span>
        {useSentence(change)}
        {' · '}
        <time className="num nowrap" dateTime={change.at.toISOString()}>
          {when.full(change.at)}
        </time>
        {change.what === 'resolved' && change.to && <em>{t('cause', { name: change.to })}</em>}
        {change.what === 'resolved' && change.text && <em>{t('done', { text: change.text })}</em>}
        {change.what === 'reopened' && change.text && <em>{change.text}</em>}
      </span>
    </div>
  )
}

/** One whole sentence for each kind; never glued from fragments. */
function useSentence({ what, by, from, to, text }: Change): string {
  const t = useText(messages)
  const when = useWhen()
  const who = { by: useActor(by) }
  switch (what) {
    case 'assigned':
      if (!to) return t('change.assigned', { ...who, to: t('by.gone') })
      return from ? t('change.assigned-from', { ...who, from, to }) : t('change.assigned', { ...who, to })
    case 'topic':
      return to ? t('change.topic', { ...who, to }) : t('change.topic-off', who)
    case 'customer':
      return to ? t('change.customer', { ...who, to }) : t('change.customer-off', who)
    case 'merged':
    case 'took':
    case 'split':
    case 'gave-back':
      return t(`change.${what}`, { ...who, n: to ?? '' })
    case 'cause':
      return t('change.cause', { ...who, to: to ?? '' })
    case 'clock-started':
    case 'clock-moved':
      return t(`change.${what}`, { why: text ?? '', to: to ? when.full(new Date(to)) : '' })
    case 'ruled':
      return t('change.ruled', { to: to || 'none' })
    case 'priority':
      return t('change.priority', { ...who, to: to ? t(`priority.${to as 'low'}`) : '' })
    case 'escalated':
      return t('change.escalated', { to: to ?? t('by.gone') })
    case 'due':
      return t('change.due', { ...who, to: to ? when.full(new Date(to)) : '' })
    default:
      return t(`change.${what}`, who)
  }
}

function useActor({ kind, name }: Change['by']): string {
  const t = useText(messages)
  if (name) return name
  if (kind === 'system') return t('by.system')
  return kind === 'key' ? t('by.key') : t('by.gone')
}
