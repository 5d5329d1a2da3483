import { IconGripVertical } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { useMay } from '#ui/index.ts'
import type { Topic } from '../topic-api.ts'
import { useTopicName } from './Topics.tsx'
import { childrenOf, type Direction, dropped, type Move, moved, type Side } from './topic-moves.ts'

type Props = { topics: readonly Topic[]; parentId: string | null; open: (id: string) => void; move: (to: Move | null) => void }

/** Sisters in their order, each with its own branch under it. */
export function Branch({ topics, parentId, open, move }: Props) {
  const sisters = childrenOf(topics, parentId)
  if (sisters.length === 0) return null
  return (
    <ul className="tree">
      {sisters.map(one => (
        <li key={one.id}>
          <Leaf topic={one} topics={topics} open={open} move={move} />
          <Branch topics={topics} parentId={one.id} open={open} move={move} />
        </li>
      ))}
    </ul>
  )
}

const arrows: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' }
const dragged = 'application/x-topic'

/** A topic: its name opens it; it is dragged by the hand, or moved with Alt and the arrows. */
function Leaf({ topic, topics, open, move }: Omit<Props, 'parentId'> & { topic: Topic }) {
  const nameOf = useTopicName()
  const may = useMay()
  const [over, setOver] = useState<Side | null>(null)
  const change = may('topics.change')
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = arrows[event.key]
    if (!event.altKey || !direction || !change) return
    event.preventDefault()
    move(moved(topics, topic.id, direction))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const id = event.dataTransfer.getData(dragged)
    if (id && over) move(dropped(topics, id, topic.id, over))
    setOver(null)
  }
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(dragged)) return
    event.preventDefault()
    setOver(sideOf(event))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is one way of three; the keys and the buttons do the same
    <div
      className={`leaf ${over ? `over-${over}` : ''}`}
      draggable={change}
      onDragStart={event => event.dataTransfer.setData(dragged, topic.id)}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(null)}
      onDrop={onDrop}
    >
      {change && (
        <span className="grip">
          <IconGripVertical size={17} stroke={1.7} aria-hidden />
        </span>
      )}
      <button type="button" className="topic" onClick={() => open(topic.id)} onKeyDown={onKeyDown}>
        {nameOf(topic)}
      </button>
    </div>
  )
}

/** The upper quarter is before, the lower quarter after, the middle under it. */
function sideOf({ currentTarget, clientY }: DragEvent): Side {
  const { top, height } = currentTarget.getBoundingClientRect()
  const at = (clientY - top) / height
  return at < 0.25 ? 'before' : at > 0.75 ? 'after' : 'inside'
}
