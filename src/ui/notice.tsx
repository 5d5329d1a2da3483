import { ActionIcon, Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useKernelText } from './text.tsx'

export type Notice = {
  text: string
  tone?: 'good' | 'bad' | 'plain'
  /** Offers Undo for as long as the notice stands. */
  undo?: () => unknown
  requestId?: string | undefined
}

type Shown = Notice & { id: number }

let shown: Shown[] = []
let last = 0
const watchers = new Set<() => void>()

function set(next: Shown[]) {
  shown = next.slice(-4)
  for (const watch of watchers) watch()
}

const close = (id: number) => set(shown.filter(one => one.id !== id))

/** Says something at the edge of the page: read aloud, gone after 8 seconds; a failure stays until it is closed. */
export const notice = (one: Notice) => set([...shown, { ...one, id: ++last }])

/** "Resolved. Undo": for what can be taken back, instead of asking first. */
export const undoable = (one: { text: string; undo: () => unknown }) => notice({ tone: 'good', ...one })

const subscribe = (watch: () => void) => {
  watchers.add(watch)
  return () => watchers.delete(watch)
}

/** Where notices appear; the two regions are always there, so that screen readers hear the first one too. */
export function Notices() {
  const all = useSyncExternalStore(subscribe, () => shown)
  return (
    <div className="notices no-print">
      <div role="status">
        {all
          .filter(one => one.tone !== 'bad')
          .map(one => (
            <OneNotice key={one.id} {...one} />
          ))}
      </div>
      <div role="alert">
        {all
          .filter(one => one.tone === 'bad')
          .map(one => (
            <OneNotice key={one.id} {...one} />
          ))}
      </div>
    </div>
  )
}

const icons = { good: IconCircleCheck, bad: IconAlertTriangle, plain: IconInfoCircle }

function OneNotice({ id, text, tone = 'plain', undo, requestId }: Shown) {
  const t = useKernelText()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || tone === 'bad') return
    const timer = setTimeout(() => close(id), 8_000)
    return () => clearTimeout(timer)
  }, [id, tone, held])
  const Icon = icons[tone]
  const takeBack = () => {
    close(id)
    undo?.()
  }
  const hold = {
    onMouseEnter: () => setHeld(true),
    onMouseLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  }
  return (
    <div className={`notice ${tone}`} {...hold}>
      <Icon size={19} stroke={1.7} aria-hidden />
      <p className="grow">
        {text}
        {requestId && <small className="dim"> {t('state.request', { id: requestId })}</small>}
      </p>
      {undo && (
        <Button variant="subtle" size="compact-sm" onClick={takeBack}>
          {t('button.undo')}
        </Button>
      )}
      <ActionIcon aria-label={t('button.close')} onClick={() => close(id)}>
        <IconX size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </div>
  )
}
