import { type RefObject, useEffect, useRef } from 'react'
import { call } from '#ui/api.ts'
import { markRead, type Voice } from '../api.ts'

const restMs = 1_500
const waiting = new Set<string>()
const told = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

function flush() {
  const ids = [...waiting].slice(0, 100)
  for (const id of ids) {
    waiting.delete(id)
    told.add(id)
  }
  // A mark that is lost is made again by the next reader.
  if (ids.length > 0) void call(markRead, { ids }).catch(() => {})
}

/** A voice that has been in sight for a moment has been read; said in batches, and once a page. */
export function useReadMark(voice: Voice): RefObject<HTMLDivElement | null> {
  const card = useRef<HTMLDivElement>(null)
  const wanted = voice.heard !== null && voice.heard.readers === 0
  useEffect(() => {
    if (!wanted || told.has(voice.id) || !card.current) return
    let rest: ReturnType<typeof setTimeout> | undefined
    const watch = new IntersectionObserver(
      ([seen]) => {
        clearTimeout(rest)
        if (!seen?.isIntersecting) return
        rest = setTimeout(() => {
          waiting.add(voice.id)
          clearTimeout(timer)
          timer = setTimeout(flush, restMs)
        }, restMs)
      },
      { threshold: 0.6 },
    )
    watch.observe(card.current)
    return () => {
      clearTimeout(rest)
      watch.disconnect()
    }
  }, [wanted, voice.id])
  return card
}
