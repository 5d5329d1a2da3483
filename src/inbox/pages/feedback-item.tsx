import { Said, Signal, useCalled } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import type { Feedback } from '../api.ts'
import messages from '../messages/index.ts'
import { ScoreOf } from './score-of.tsx'
import type { InboxSearch } from './search.ts'
import { useWhen } from './when.ts'

type ItemProps = { one: Feedback; open: boolean; search: InboxSearch }

/** What a customer said, in the list. */
export function FeedbackItem({ one, open, search }: ItemProps) {
  const t = useText(messages)
  const called = useCalled()
  const when = useWhen()
  return (
    <To page="/inbox/feedback/$id" params={{ id: one.id }} search={search} className="item" aria-current={open ? 'true' : undefined}>
      <span className="row between">
        <b className="b clip">{called(one.customer?.name ?? one.author) ?? t('nobody')}</b>
        <span className="xs dim num nowrap">{when.short(one.saidAt)}</span>
      </span>
      {one.text ? <Said text={one.text} language={one.language} query={search.q} /> : <span className="sm dim">{t('no-words')}</span>}
      <span className="row between wrap">
        {one.score && <ScoreOf score={one.score} />}
        {one.case && <Signal kind={one.case.state === 'open' ? 'in' : 'good'}>{t('number', { n: one.case.number })}</Signal>}
      </span>
    </To>
  )
}
