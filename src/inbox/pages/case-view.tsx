import { lazy, Suspense, useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { Loading, useAction, useCalled, useMay, useShortcut, useTitle } from '#ui/index.ts'
import { Slot } from '#ui/slot.tsx'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, readCase } from '../api.ts'
import messages from '../messages/index.ts'
import type { Asking } from './case-dialogs.tsx'
import { CaseHead } from './case-head.tsx'
import { Compose, type Writing } from './compose.tsx'
import { Conversation } from './conversation.tsx'
import { useDraft } from './draft.ts'
import { useUntilSent } from './until-sent.ts'

const Dialogs = lazy(() => import('./case-dialogs.tsx'))

/** What was said and done, and what to do next. */
export function CaseView({ id }: { id: string }) {
  const t = useText(messages)
  const called = useCalled()
  const one = useAsk(readCase, { id })
  const [asking, ask] = useState<Asking>(null)
  const [writing, write] = useState<Writing>('reply')
  const draft = useDraft(`reply-${id}`)
  useUntilSent(one)
  useTitle(`${called(one.customer?.name ?? one.author) ?? t('nobody')} · ${t('number', { n: one.number })}`)
  return (
    <div className="conv">
      <CaseHead one={one} ask={ask} />
      <Slot of="case.here" caseId={id} draft={draft} />
      <Conversation one={one} />
      <Slot of="case.held" caseId={id} draft={draft} />
      <Compose one={one} draft={draft} writing={writing} write={write} resolve={() => ask('send-resolve')} />
      <Keys one={one} ask={ask} write={write} />
      <Suspense fallback={<Loading rows={2} />}>
        {asking && <Dialogs asking={asking} one={one} draft={draft} onClose={() => ask(null)} />}
      </Suspense>
    </div>
  )
}

type KeysProps = { one: CaseDetail; ask: (asking: Asking) => void; write: (writing: Writing) => void }

/** r, n, a, e, for those who may; the palette offers the same. */
function Keys({ one, ask, write }: KeysProps) {
  const t = useText(messages)
  const may = useMay()
  const writeHere = (as: Writing) => {
    write(as)
    setTimeout(() => document.querySelector<HTMLTextAreaElement>('.compose textarea')?.focus())
  }
  return (
    <>
      {one.may.reply && <Key keys="r" label={t('key.reply')} run={() => writeHere('reply')} />}
      {may('inbox.note') && <Key keys="n" label={t('key.note')} run={() => writeHere('note')} />}
      {one.may.assign && <Key keys="a" label={t('key.assign')} run={() => ask('assign')} />}
      {one.may.resolve && <Key keys="e" label={t('key.resolve')} run={() => ask('resolve')} />}
    </>
  )
}

function Key({ keys, label, run }: { keys: string; label: string; run: () => void }) {
  useShortcut(keys, label, run)
  useAction(label, run)
  return null
}
