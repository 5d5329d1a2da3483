import type { Case } from '#inbox/api.ts'
import { Said, Stitches, TimeLeft, useCalled, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

/** One case in a line: who, what they said, how much time is left. */
export function CaseRow({ one, owner }: { one: Case; owner?: boolean }) {
  const t = useText(messages)
  const called = useCalled()
  const name = called(one.customer?.name ?? one.author)
  return (
    <To page="/inbox/$id" params={{ id: one.id }} className="case-row">
      <Who name={name ?? '?'} />
      <span className="grow">
        <span className="row case-who">
          <b className="b clip">{name ?? t('nobody')}</b>
          {one.account && <span className="sm dim clip">{one.account.name}</span>}
        </span>
        <Said text={one.words} language={one.language} size="clip" />
        {owner && <span className="xs dim clip">{t('late.owner', { name: one.owner.name })}</span>}
      </span>
      <span className="case-time">
        <TimeLeft until={one.dueAt} />
        <Stitches until={one.dueAt} />
      </span>
    </To>
  )
}
