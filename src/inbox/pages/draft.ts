import { useState } from 'react'
import { useWorkspaceNumber } from '#ui/page.tsx'

export type Draft = { text: string; keep: (text: string) => void }

/** Words that are not sent yet, kept in this tab for as long as it is open: a reload or a failure loses none. */
export function useDraft(name: string): Draft {
  const key = `draft:${useWorkspaceNumber()}:${name}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  const keep = (next: string) => {
    setText(next)
    if (next === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, next)
  }
  return { text, keep }
}
