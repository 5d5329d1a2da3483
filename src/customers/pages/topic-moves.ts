import type { Topic } from '../topic-api.ts'

export type Move = { id: string; parentId: string | null; afterId: string | null }
export type Direction = 'up' | 'down' | 'in' | 'out'
export type Side = 'before' | 'inside' | 'after'

type Leaf = Pick<Topic, 'id' | 'parentId'>

export const childrenOf = <L extends Leaf>(all: readonly L[], parentId: string | null) => all.filter(one => one.parentId === parentId)

/** Where a topic stands now: what undoes its next move. */
export function placeOf(all: readonly Leaf[], id: string): Move {
  const { sisters, at, parentId } = around(all, id)
  return { id, parentId, afterId: sisters[at - 1]?.id ?? null }
}

/** One step with an arrow; null at the edge. `in` goes under the sister above, `out` behind the parent. */
export function moved(all: readonly Leaf[], id: string, direction: Direction): Move | null {
  const { sisters, at, parentId } = around(all, id)
  const [above, below] = [sisters[at - 1], sisters[at + 1]]
  if (direction === 'up') return above ? { id, parentId, afterId: sisters[at - 2]?.id ?? null } : null
  if (direction === 'down') return below ? { id, parentId, afterId: below.id } : null
  if (direction === 'in') return above ? { id, parentId: above.id, afterId: childrenOf(all, above.id).at(-1)?.id ?? null } : null
  return parentId === null ? null : { id, parentId: all.find(one => one.id === parentId)?.parentId ?? null, afterId: parentId }
}

/** Dropped on another topic: before it, under it as the last, or after it. */
export function dropped(all: readonly Leaf[], id: string, onto: string, side: Side): Move | null {
  if (id === onto || isUnder(all, onto, id)) return null
  if (side === 'inside')
    return {
      id,
      parentId: onto,
      afterId:
        childrenOf(all, onto)
          .filter(one => one.id !== id)
          .at(-1)?.id ?? null,
    }
  const { parentId } = around(all, onto)
  const sisters = childrenOf(all, parentId).filter(one => one.id !== id)
  const at = sisters.findIndex(one => one.id === onto)
  return { id, parentId, afterId: side === 'after' ? onto : (sisters[at - 1]?.id ?? null) }
}

function around(all: readonly Leaf[], id: string) {
  const parentId = all.find(one => one.id === id)?.parentId ?? null
  const sisters = childrenOf(all, parentId)
  return { parentId, sisters, at: sisters.findIndex(one => one.id === id) }
}

const isUnder = (all: readonly Leaf[], id: string, ancestor: string): boolean => {
  const parent = all.find(one => one.id === id)?.parentId
  return parent ? parent === ancestor || isUnder(all, parent, ancestor) : false
}
