import { CatchBoundary } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { Empty, Failed, Loading, Panes } from '#ui/index.ts'
import { useGo, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { InboxList } from './inbox-list.tsx'
import { InboxSearch } from './search.ts'
import './inbox.css'

type FrameProps = { openId?: string; main?: ReactNode; mainLabel?: string; side?: ReactNode }

/** The three panes of the inbox: the list stays while what is open changes. */
export function Frame({ openId, main = null, mainLabel, side }: FrameProps) {
  const t = useText(messages)
  const go = useGo()
  const { search } = usePlace('/inbox', InboxSearch)
  return (
    <Panes
      list={<InboxList openId={openId} />}
      listLabel={t('inbox')}
      main={main && <Alone key={openId}>{main}</Alone>}
      mainLabel={mainLabel ?? t('case')}
      nothing={<Empty title={t(search.show ? 'choose.feedback' : 'choose.case')}>{t('choose.why')}</Empty>}
      side={side && <Alone key={openId}>{side}</Alone>}
      sideLabel={t('customer')}
      onBack={() => void go('/inbox', { search })}
    />
  )
}

/** A pane waits and fails by itself: the list beside it stays. */
const Alone = ({ children }: { children: ReactNode }) => (
  <CatchBoundary getResetKey={() => 'pane'} errorComponent={({ error, reset }) => <Failed error={error} again={reset} />}>
    <Suspense fallback={<Loading rows={5} />}>{children}</Suspense>
  </CatchBoundary>
)
