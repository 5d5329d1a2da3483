import { Said, Signal, Stitches, TimeLeft, useCalled } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import type { Case } from '../api.ts'
import messages from '../messages/index.ts'
import type { InboxSearch } from './search.ts'
import { useWhen } from './when.ts'

type ItemProps = { one: Case; open: boolean; search: InboxSearch }

/** A case in the list: who, what they said, time left. */
export function CaseItem({ one, open, search }: ItemProps) {
  const t = useText(messages)
  const called = useCalled()
  const when = useWhen()
  return (
    <To page="/inbox/$id" params={{ id: one.id }} search={search} className="item" aria-current={open ? 'true' : undefined}>
      <span className="row between">
        <b className="b clip">{called(one.customer?.name ?? one.author) ?? t('nobody')}</b>
        <span className="xs dim num nowrap">{when.short(one.saidAt)}</span>
      </span>
      {one.words ? <Said text={one.words} language={one.language} query={search.q} /> : <span className="sm dim">{t('no-words')}</span>}
      <span className="row between wrap">
        <Standing one={one} />
      </span>
    </To>
  )
}

function Standing({ one }: { one: Case }) {
  const t = useText(messages)
  if (one.state !== 'open') return <Signal kind="good">{t(`state.${one.state}`)}</Signal>
  return (
    <>
      <TimeLeft until={one.dueAt} />
      <Stitches until={one.dueAt} />
    </>
  )
}
