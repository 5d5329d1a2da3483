import type { Cell } from './cells.ts'
import type { DayGroup } from './facts-by-day.ts'

export type KeptDay = Cell & { groups: DayGroup[]; letters: number }
/** The cells of a cube that this process has read, from day to day, as they were when the cube was last made. */
export type Held = { made: string; fromOn: string; toOn: string; days: ReadonlyMap<string, KeptDay>; letters: number }

/** As much text as is kept read; about as much in memory. */
const MOST_LETTERS = 32_000_000
/** So many groups of periods that were put together; a few hundred bytes each. */
const MOST_GROUPS = 50_000

const cubes = new Map<string, Held>()
let letters = 0
const periods = new Map<string, { basis: string; groups: readonly unknown[] }>()
let groupsKept = 0

/** What is known of a cube, perhaps of how it was before. */
export function recallCube(name: string): Held | undefined {
  const held = cubes.get(name)
  if (held) {
    cubes.delete(name)
    cubes.set(name, held)
  }
  return held
}

/** What was not asked for longest is forgotten first. */
export function rememberCube(name: string, held: Held): void {
  letters += held.letters - (cubes.get(name)?.letters ?? 0)
  cubes.delete(name)
  cubes.set(name, held)
  for (const [oldest, { letters: fewer }] of cubes) {
    if (letters <= MOST_LETTERS || oldest === name) break
    cubes.delete(oldest)
    letters -= fewer
  }
}

/** What days were put together to, on this very basis. */
export function recallPeriod<Group>(name: string, basis: string): readonly Group[] | undefined {
  const known = periods.get(name)
  return known?.basis === basis ? (known.groups as readonly Group[]) : undefined
}

export function rememberPeriod(name: string, basis: string, groups: readonly unknown[]): void {
  groupsKept += groups.length + 1 - sizeOf(name)
  periods.delete(name)
  periods.set(name, { basis, groups })
  for (const oldest of periods.keys()) {
    if (groupsKept <= MOST_GROUPS || oldest === name) break
    groupsKept -= sizeOf(oldest)
    periods.delete(oldest)
  }
}

function sizeOf(name: string): number {
  const known = periods.get(name)
  return known ? known.groups.length + 1 : 0
}
