import { type DragEvent, type HTMLAttributes, type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'

type Ordered = {
  box: RefObject<HTMLOListElement | null>
  row: (at: number) => HTMLAttributes<HTMLLIElement>
  grip: (at: number) => Grip
  said: string
}
type Order = {
  list: readonly { key: string }[]
  move: (from: number, to: number) => void
  /** What is said when something has moved: its place, counted from 1. */
  movedTo: (place: number, of: number) => string
  /** What was dropped is opened. */
  open?: (key: string) => void
}

/** Rows that are moved by hand or by Alt and an arrow; arrows alone walk. What moved is said. */
export function useOrder({ list, move, movedTo, open }: Order): Ordered {
  const box = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const shift = (from: number, to: number) => {
    if (to < 0 || to >= list.length || from === to) return
    move(from, to)
    setSaid(movedTo(to + 1, list.length))
  }
  const focus = (at: number) => box.current?.querySelectorAll<HTMLElement>('.place')[at]?.focus()
  const press = (at: number) => (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    if (event.altKey) shift(at, at + by)
    else focus(Math.min(list.length - 1, Math.max(0, at + by)))
  }
  const row = (at: number) => ({
    draggable: true,
    className: `${dragged === at ? 'dragged' : ''} ${over === at && dragged !== null ? (dragged < at ? 'drop-after' : 'drop-before') : ''}`,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      setDragged(at)
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return
      event.preventDefault()
      setOver(at)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      if (dragged !== null) shift(dragged, at)
      const moved = dragged === null ? undefined : list[dragged]
      if (moved) open?.(moved.key)
    },
    onDragEnd: () => {
      setDragged(null)
      setOver(null)
    },
    onKeyDown: press(at),
  })
  // A phone shows one part at a time: the list stays, as it is being put in order.
  const drop = (from: number, to: number) => {
    if (to >= 0) shift(from, to)
    setDragged(null)
    setOver(null)
  }
  return { box, row, grip: at => gripOf(at, { box, setDragged, setOver, drop }), said }
}

export type Grip = ReturnType<typeof gripOf>
type Fingers = {
  box: RefObject<HTMLOListElement | null>
  setDragged: (at: number) => void
  setOver: (at: number) => void
  drop: (from: number, to: number) => void
}

/**
 * A finger on the grip moves its row; browsers drag by mouse only. Whose finger it is and where it stands are asked of
 * the event: on a busy phone it is lifted before what the last move said has been drawn.
 */
const gripOf = (at: number, { box, setDragged, setOver, drop }: Fingers) => ({
  onPointerDown: (event: PointerEvent) => {
    if (event.pointerType === 'mouse') return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged(at)
  },
  onPointerMove: (event: PointerEvent) => {
    const place = event.currentTarget.hasPointerCapture(event.pointerId) ? placeUnder(event, box.current) : -1
    if (place >= 0) setOver(place)
  },
  onPointerUp: (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) drop(at, placeUnder(event, box.current))
  },
  onPointerCancel: () => drop(at, -1),
})

/** Which row of the list a finger stands on, counted from 0; -1 for none. */
const placeUnder = ({ clientX, clientY }: PointerEvent, list: HTMLOListElement | null) =>
  [...(list?.children ?? [])].indexOf(document.elementFromPoint(clientX, clientY)?.closest('li') as Element)
