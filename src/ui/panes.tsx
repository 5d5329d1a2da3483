import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconUser } from '@tabler/icons-react'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { Dialog } from './dialog.tsx'
import { useKernelText } from './text.tsx'

const narrow = '(max-width: 900px)'
const subscribe = (change: () => void) => {
  const media = matchMedia(narrow)
  media.addEventListener('change', change)
  return () => media.removeEventListener('change', change)
}

/** Whether this is a phone's width: one pane at a time. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(narrow).matches)

type PanesProps = {
  list: ReactNode
  listLabel: string
  /** The open one; null shows the list alone on phones and `nothing` beside it elsewhere. */
  main: ReactNode | null
  mainLabel: string
  nothing?: ReactNode
  side?: ReactNode
  sideLabel?: string
  /** Phones: what the back arrow does. */
  onBack: () => void
}

/**
 * List, conversation, person: three panes that scroll by themselves. On a phone one at a time: the back arrow leads to
 * the list, and the person comes over the conversation as a panel behind their icon, so that the conversation stays where it was.
 * Use with a `folded` page.
 */
export function Panes({ list, listLabel, main, mainLabel, nothing, side, sideLabel = '', onBack }: PanesProps) {
  const phone = usePhone()
  return (
    <div className={side ? 'panes' : 'panes two-panes'}>
      {(!phone || main === null) && (
        <Pane label={listLabel} className="plist">
          {list}
        </Pane>
      )}
      {(!phone || main !== null) && (
        <Pane label={mainLabel} className="pmain">
          {phone && <PhoneBar onBack={onBack} side={side} sideLabel={sideLabel} />}
          {main ?? nothing}
        </Pane>
      )}
      {!phone && side && (
        <Pane label={sideLabel} className="pside">
          {side}
        </Pane>
      )}
    </div>
  )
}

function Pane({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={`pane ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}

function PhoneBar({ onBack, side, sideLabel }: { onBack: () => void; side: ReactNode; sideLabel: string }) {
  const t = useKernelText()
  const [open, setOpen] = useState(false)
  return (
    <div className="phone-bar">
      <ActionIcon aria-label={t('button.back')} onClick={onBack}>
        <IconArrowLeft size={20} stroke={1.7} aria-hidden />
      </ActionIcon>
      {side && (
        <ActionIcon aria-label={sideLabel} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <IconUser size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
      <Dialog side open={open} onClose={() => setOpen(false)} title={sideLabel}>
        {side}
      </Dialog>
    </div>
  )
}

/** Counts and the action, at hand while one scrolls; on phones it stands above the tabs and takes one line of words. */
export const Dock = ({ children, label }: { children: ReactNode; label: string }) => (
  <section className="card dock no-print" aria-label={label}>
    {children}
  </section>
)
