import { useState } from 'react'
import type { Endpoint } from '#kernel/endpoint.ts'
import { useWorkspaceNumber } from '#ui/page.tsx'

/** How the words go, where somebody below has more to send with them: other addresses, files, a moment to take them back. */
export type Way = { endpoint: Endpoint; beside: object; sent: () => void }
export type Draft = { text: string; keep: (text: string) => void; way: Way | null; by: (way: Way | null) => void }

/** Words that are not sent yet, kept in this tab for as long as it is open: a reload or a failure loses none. */
export function useDraft(name: string): Draft {
  const key = `draft:${useWorkspaceNumber()}:${name}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  const [way, by] = useState<Way | null>(null)
  const keep = (next: string) => {
    setText(next)
    if (next === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, next)
  }
  return { text, keep, way, by }
}
