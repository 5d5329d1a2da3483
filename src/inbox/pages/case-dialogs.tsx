import type { CaseDetail } from '../api.ts'
import { AssignDialog } from './assign.tsx'
import type { Draft } from './draft.ts'
import { DueDialog } from './due.tsx'
import { MergeDialog } from './merge.tsx'
import { ReopenDialog } from './reopen.tsx'
import { ResolveDialog } from './resolve.tsx'
import { TopicDialog } from './topic.tsx'

export type Asking = 'assign' | 'topic' | 'resolve' | 'send-resolve' | 'reopen' | 'due' | 'merge' | null

type DialogsProps = { asking: Asking; one: CaseDetail; draft: Draft; onClose: () => void }

/** What is asked before something is done with a case. Loaded when first asked. */
export default function CaseDialogs({ asking, one, draft, onClose }: DialogsProps) {
  return (
    <>
      {asking === 'assign' && <AssignDialog one={one} onClose={onClose} />}
      {asking === 'topic' && <TopicDialog one={one} onClose={onClose} />}
      {asking === 'resolve' && <ResolveDialog one={one} onClose={onClose} />}
      {asking === 'send-resolve' && <ResolveDialog one={one} onClose={onClose} reply={draft} />}
      {asking === 'due' && <DueDialog one={one} onClose={onClose} />}
      {asking === 'merge' && <MergeDialog one={one} onClose={onClose} />}
      {asking === 'reopen' && <ReopenDialog one={one} onClose={onClose} />}
    </>
  )
}
