import { type ReactNode, Suspense, type ToggleEvent, useId, useState } from 'react'

type FlyoutProps = {
  label: string
  /** What the button shows. */
  button: ReactNode
  className: string
  buttonLabel?: string
  onClose?: () => void
  children: ReactNode
}

/** A panel over the rail's foot: the browser's own popover, so that nothing scrolls, measures or is loaded for it. */
export function Flyout({ label, button, className, buttonLabel, onClose, children }: FlyoutProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const toggled = ({ newState, currentTarget }: ToggleEvent<HTMLDivElement>) => {
    const opens = newState === 'open'
    setOpen(opens)
    if (opens) currentTarget.focus({ preventScroll: true })
    else onClose?.()
  }
  return (
    <>
      <button type="button" className={className} popoverTarget={id} aria-haspopup="dialog" aria-expanded={open} aria-label={buttonLabel}>
        {button}
      </button>
      <div id={id} popover="auto" role="dialog" aria-label={label} className="flyout" tabIndex={-1} onToggle={toggled}>
        {open && <Suspense fallback={null}>{children}</Suspense>}
      </div>
    </>
  )
}
