import type { Instant } from './records.ts'

type Entry = { at: Instant; order: number; run: () => void }

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order)

/** What is still to happen: a binary heap by time; of two at one instant, the first written comes first. */
export function agenda() {
  const heap: Entry[] = []
  let order = 0

  const add = (at: Instant, run: () => void) => {
    const entry = { at, order: order++, run }
    let place = heap.length
    for (let up = (place - 1) >> 1; place > 0 && before(entry, heap[up]!); up = (place - 1) >> 1) {
      heap[place] = heap[up]!
      place = up
    }
    heap[place] = entry
  }

  const sink = (entry: Entry) => {
    let place = 0
    for (let down = 1; down < heap.length; down = 2 * place + 1) {
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++
      if (!before(heap[down]!, entry)) break
      heap[place] = heap[down]!
      place = down
    }
    heap[place] = entry
  }

  const next = () => {
    const first = heap[0]
    const last = heap.pop()
    if (first && last && first !== last) sink(last)
    return first
  }
  return { add, next }
}
