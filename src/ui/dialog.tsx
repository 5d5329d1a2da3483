import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { useKernelText } from './text.tsx'

/** The browser would put the focus on the first button, which closes; a field that asks for it comes first. */
function show(box: HTMLDialogElement | null) {
  box?.showModal()
  box?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
}

type DialogProps = { open: boolean; onClose: () => void; title: string; children: ReactNode; side?: boolean }

/** The browser's own modal dialog: it holds the focus, closes on Escape, and stands above everything. `side` slides it to the end as a panel. */
export function Dialog({ open, onClose, title, children, side }: DialogProps) {
  const t = useKernelText()
  const id = useId()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !box.current?.open) show(box.current)
    if (!open) box.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is only on the ground behind it
    <dialog
      ref={box}
      className={side ? 'dialog side' : 'dialog'}
      aria-labelledby={id}
      onClose={onClose}
      onClick={event => event.target === box.current && onClose()}
    >
      {open && (
        <div className="dialog-in">
          <header className="row between">
            <h2 id={id}>{title}</h2>
            <ActionIcon aria-label={t('button.close')} onClick={onClose}>
              <IconX size={19} stroke={1.7} aria-hidden />
            </ActionIcon>
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}

export type Question = {
  title: string
  text?: string
  /** Says what happens: "Erase Bounmy", never "OK". */
  button: string
  danger?: boolean
}

type Asked = Question & { answer: (yes: boolean) => void }

let asked: Asked | null = null
const watchers = new Set<() => void>()

function set(next: Asked | null) {
  asked = next
  for (const watch of watchers) watch()
}

/** Asks before what cannot be taken back: `if (await confirm({ title, text, button })) …`. What can be, uses `undoable`. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise(answer => {
    asked?.answer(false)
    set({ ...question, answer })
  })

const subscribe = (watch: () => void) => {
  watchers.add(watch)
  return () => watchers.delete(watch)
}

/** Where `confirm` asks; the shell has one. */
export function Confirm() {
  const t = useKernelText()
  const one = useSyncExternalStore(subscribe, () => asked)
  const say = (yes: boolean) => {
    one?.answer(yes)
    set(null)
  }
  return (
    <Dialog open={one !== null} onClose={() => say(false)} title={one?.title ?? ''}>
      {one?.text && <p>{one.text}</p>}
      <div className="row end wrap">
        <Button variant="default" onClick={() => say(false)}>
          {t('button.cancel')}
        </Button>
        <Button className={one?.danger ? 'danger' : ''} onClick={() => say(true)}>
          {one?.button}
        </Button>
      </div>
    </Dialog>
  )
}
