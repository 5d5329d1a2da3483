import { nameOf } from './cells.ts'
import type { Cube } from './facts-by-day.ts'

/** A cube that was asked of this process, and from which day: a request that reads cannot write it down, so the next round of tending does. */
export type Wish = { cube: Cube; fromOn: string; askedOn: string }

const wishes = new Map<string, Map<string, Wish>>()
const granted = new Map<string, Wish>()

/** Notes what is asked for, once a day. */
export function wish(workspaceId: string, cube: Cube, fromOn: string, askedOn: string): void {
  const name = nameOf(cube)
  const before = granted.get(`${workspaceId} ${name}`)
  if (before && before.askedOn === askedOn && before.fromOn <= fromOn) return
  const made = { cube, fromOn: before && before.fromOn < fromOn ? before.fromOn : fromOn, askedOn }
  granted.set(`${workspaceId} ${name}`, made)
  wishes.set(workspaceId, (wishes.get(workspaceId) ?? new Map()).set(name, made))
}

/** Gives the wishes out, and forgets them. */
export function takeWishes(): [workspaceId: string, Wish[]][] {
  const all = [...wishes].map(([id, some]): [string, Wish[]] => [id, [...some.values()]])
  wishes.clear()
  return all
}

/** Takes wishes back that could not be written down; newer ones of the same cube stay. */
export function wishAgain(workspaceId: string, some: readonly Wish[]): void {
  const before = some.map(one => [nameOf(one.cube), one] as const)
  wishes.set(workspaceId, new Map([...before, ...(wishes.get(workspaceId) ?? [])]))
}
