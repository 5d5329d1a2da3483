import { type RefObject, useLayoutEffect, useRef } from 'react'

const step = 4
const gap = 16

/** Two columns without holes that keep the reading order and never move what is read already when more comes: each cell spans its own height. */
export function useSpan(): RefObject<HTMLElement | null> {
  const card = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const cell = card.current?.parentElement
    if (!card.current || !cell) return
    const measure = () => {
      cell.style.gridRowEnd = `span ${Math.ceil(((card.current?.offsetHeight ?? 0) + gap) / step)}`
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(card.current)
    return () => watch.disconnect()
  }, [])
  return card
}
