import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '#ui/api.ts'
import { type CaseDetail, readCase } from '../api.ts'

const everyMs = 2_000
const forMs = 60_000

/** A mail leaves a moment after the reply is written, which nobody announces: for a minute the page asks whether it has. */
export function useUntilSent({ id, timeline }: CaseDetail): void {
  const queries = useQueryClient()
  const waiting = timeline.some(entry => entry.kind === 'message' && entry.mail?.state === 'waiting')
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ask(readCase, { id }).queryKey }), everyMs)
    const end = setTimeout(() => clearInterval(timer), forMs)
    return () => {
      clearInterval(timer)
      clearTimeout(end)
    }
  }, [waiting, id, queries])
}
