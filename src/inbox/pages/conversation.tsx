import { useEffect, useRef } from 'react'
import { useText } from '#ui/text.tsx'
import type { CaseDetail, Entry } from '../api.ts'
import messages from '../messages/index.ts'
import { ChangeLine } from './change-line.tsx'
import { OurMessage, TheirWords } from './message.tsx'
import { Note } from './note.tsx'

/** Everything that was said and done, oldest first; it opens at its end. */
export function Conversation({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const box = useRef<HTMLElement>(null)
  const last = one.timeline.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last entry is what moves it
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [last])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className="msgs" ref={box} tabIndex={0} aria-label={t('conversation')}>
      <ol>
        {one.timeline.map(entry => (
          <li key={entry.id}>
            <OneEntry entry={entry} one={one} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function OneEntry({ entry, one }: { entry: Entry; one: CaseDetail }) {
  switch (entry.kind) {
    case 'feedback':
      return <TheirWords said={entry.feedback} />
    case 'message':
      return <OurMessage message={entry} customer={one.customer?.name ?? one.author} caseId={one.id} />
    case 'note':
      return <Note note={entry} caseId={one.id} />
    case 'change':
      return <ChangeLine change={entry} />
  }
}
