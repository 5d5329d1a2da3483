import type { Draft } from './edits.ts'

/** The draft with everything before and after it. `mark` names what was typed into, so that one word is one step back, not one letter. */
export type History = { past: readonly Draft[]; present: Draft; future: readonly Draft[]; mark: string | null }

export type Step =
  | { kind: 'edit'; edit: (draft: Draft) => Draft; mark?: string | null }
  | { kind: 'undo' }
  | { kind: 'redo' }
  /** The typing rested: what comes next is a step of its own. */
  | { kind: 'rest' }

const most = 500

export const begin = (present: Draft): History => ({ past: [], present, future: [], mark: null })

export function step(history: History, what: Step): History {
  const { past, present, future, mark } = history
  if (what.kind === 'rest') return mark === null ? history : { ...history, mark: null }
  if (what.kind === 'undo') {
    const before = past.at(-1)
    return before ? { past: past.slice(0, -1), present: before, future: [present, ...future], mark: null } : history
  }
  if (what.kind === 'redo') {
    const [next, ...rest] = future
    return next ? { past: [...past, present], present: next, future: rest, mark: null } : history
  }
  const next = what.edit(present)
  if (next === present) return history
  const goesOn = mark !== null && mark === (what.mark ?? null)
  return { past: goesOn ? past : [...past, present].slice(-most), present: next, future: [], mark: what.mark ?? null }
}
