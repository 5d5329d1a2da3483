import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { refreshPaths, useAsk, useSend } from '#ui/api.ts'
import { Said, useNow } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Held as HeldMessage, listHeld, sendNow, undoMessage } from '../api.ts'
import messages from '../messages/index.ts'
import { Files } from './words.tsx'
import './conversation.css'

type HeldProps = { caseId: string; draft: { text: string; keep: (text: string) => void } }

const CASES = '/cases'
const MOST = 10

/** What is about to go: for a moment it can be taken back. */
export default function Held({ caseId, draft }: HeldProps) {
  const t = useText(messages)
  const { held } = useAsk(listHeld, { id: caseId })
  if (held.length === 0) return null
  return (
    <section className="held no-print" aria-label={t('held')}>
      {held.map(one => (
        <One key={one.id} one={one} draft={draft} />
      ))}
    </section>
  )
}

function One({ one, draft }: { one: HeldMessage; draft: HeldProps['draft'] }) {
  const t = useText(messages)
  const left = useSecondsLeft(one.dueAt)
  const refresh = { refresh: [] }
  const queries = useQueryClient()
  const again = () => refreshPaths(queries, [CASES])
  const undo = useSend(undoMessage, {
    ...refresh,
    // Its addresses and files are back before its words are: whoever sends again sends all of it.
    onDone: async () => {
      await again()
      draft.keep(draft.text.trim() ? `${one.text}\n\n${draft.text}` : one.text)
    },
  })
  const now = useSend(sendNow, { ...refresh, onDone: again })
  return (
    <article className="held-one" aria-label={t('held')}>
      <div className="row between wrap">
        <span className="sm" role="status">
          {one.mine ? t(one.resolves ? 'held.mine-resolves' : 'held.mine') : t('held.theirs', { name: one.by.name })}{' '}
          <span className="num dim" aria-hidden>
            {left > 0 ? t('held.left', { n: left }) : ''}
          </span>
        </span>
        {one.mine && (
          <span className="row">
            <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate({ id: one.id })}>
              {t('held.undo')}
            </Button>
            <Button size="compact-sm" variant="subtle" loading={now.isPending} onClick={() => now.mutate({ id: one.id })}>
              {t('held.now')}
            </Button>
          </span>
        )}
      </div>
      <Said text={one.text} size="clip" />
      <Files files={one.files.map(file => ({ ...file, save: () => {} }))} />
    </article>
  )
}

/** Counts down, and looks again when it is over: what goes is announced, but not to who has lost the connection. */
function useSecondsLeft(dueAt: Date): number {
  const queries = useQueryClient()
  const now = useNow()
  const [left, setLeft] = useState(() => Math.max(0, Math.min(MOST, Math.ceil((dueAt.getTime() - now.getTime()) / 1_000))))
  const over = left <= 0
  useEffect(() => {
    const next = over ? () => void refreshPaths(queries, [CASES]) : () => setLeft(before => before - 1)
    const timer = setInterval(next, over ? 2_000 : 1_000)
    return () => clearInterval(timer)
  }, [over, queries])
  return left
}
