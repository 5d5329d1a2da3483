import { useEffect, useRef, useSyncExternalStore } from 'react'
import { chordOf, matchChord } from './chords.ts'

export type Shortcut = { keys: string; label: string; run: () => void }
export type Action = { id: string; label: string; run: () => void }

/** A set that React can watch: what is registered while its component is on the page. */
function registry<T>() {
  let all: readonly T[] = []
  const watchers = new Set<() => void>()
  const set = (next: readonly T[]) => {
    all = next
    for (const watch of watchers) watch()
  }
  const subscribe = (watch: () => void) => {
    watchers.add(watch)
    return () => watchers.delete(watch)
  }
  return {
    all: () => all,
    add: (one: T) => {
      set([...all, one])
      return () => set(all.filter(other => other !== one))
    },
    useAll: () => useSyncExternalStore(subscribe, () => all),
  }
}

const shortcuts = registry<Shortcut>()
const actions = registry<Action>()

export const useShortcuts = shortcuts.useAll
export const useActions = actions.useAll

/** A key or two in a row (`'r'`, `'g i'`, `'mod+k'`) while this component is on the page; `?` lists them with their labels. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => shortcuts.add({ keys, label, run: () => latest.current() }), [keys, label])
}

/** Something that the command palette offers while this component is on the page. */
export function useAction(label: string, run: () => void, { id = label } = {}): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => actions.add({ id, label, run: () => latest.current() }), [id, label])
}

/** Listens once for the whole page. Single keys rest while someone types or a dialog is open. */
export function useKeyboard(): void {
  useEffect(() => {
    let before = ''
    let timer: ReturnType<typeof setTimeout>
    const press = (event: KeyboardEvent) => {
      const chord = chordOf(event)
      if (!chord || (isBusy(event) && !chord.includes('mod+'))) return
      const found = matchChord(shortcuts.all(), before, chord)
      clearTimeout(timer)
      before = found ? '' : chord
      timer = setTimeout(() => {
        before = ''
      }, 1_000)
      if (!found) return
      event.preventDefault()
      found.run()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function isBusy({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || document.querySelector('dialog[open], [role="dialog"][aria-modal="true"]')) return true
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"], [role="menuitem"]'))
  )
}
