import { addDays, dayOf, daysBetween } from '#core/time/days.ts'
import type { Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { ageOf, type Cell, cellsOf, edgeAndMarks, heldBy, type MarkedDays, marksOf, nameOf, type Span, unseenBy } from './cells.ts'
import { type Cube, type DayGroup, factsByDay } from './facts-by-day.ts'
import { rangeOf } from './period.ts'
import { wish } from './wishes.ts'

/** Beyond so many late facts a figure says that it is being made anew, and is what it was until then. */
const FEW = 1_000

type Known = { days: Map<string, DayGroup[]>; recalculating: boolean }
type State = { cubes: Map<string, Known>; edge: ReturnType<typeof edgeAndMarks> }
const states = new WeakMap<object, State>()

/** What this request has read already: a page asks for the same days several times. */
const stateOf = (ctx: Reading): State => {
  const known = states.get(ctx.db) ?? { cubes: new Map<string, Known>(), edge: edgeAndMarks(ctx.db, ctx.workspace.id) }
  states.set(ctx.db, known)
  return known
}

/** Whether a figure that was read of this cube waits for more than a thousand late facts. */
export const isRecalculating = (ctx: Reading, cube: Cube): boolean => states.get(ctx.db)?.cubes.get(nameOf(cube))?.recalculating ?? false

/**
 * What each day of a range gives to a cube: from the cells of closed days, as far as they are right, else from the facts. Days on which nothing can be
 * judged yet give nothing.
 */
export async function daysOf(ctx: Reading, cube: Cube, range: Range): Promise<DayGroup[]> {
  await readAhead(ctx, [cube], [range])
  const days = stateOf(ctx).cubes.get(nameOf(cube))?.days
  return list(range).flatMap(day => days?.get(day) ?? [])
}

/** Reads what several cubes hold of several ranges in one go. */
export async function readAhead(ctx: Reading, cubes: readonly Cube[], ranges: readonly Range[]): Promise<void> {
  const state = stateOf(ctx)
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const all = ranges.length === 1 ? list(ranges[0]!) : [...new Set(ranges.flatMap(list))].sort()
  const wanted = cubes.map(cube => ({ cube, days: missing(state, cube, all, today) })).filter(({ days }) => days.length > 0)
  if (wanted.length === 0) return
  const { edge, marks } = await state.edge
  const closedOn = edge?.zone === ctx.workspace.zone ? edge.closedOn : null
  const spans = spansOf([...new Set(wanted.flatMap(({ days }) => days))].sort())
  const cells =
    closedOn === null
      ? null
      : await cellsOf(
          ctx.db,
          ctx.workspace,
          wanted.map(({ cube }) => cube),
          spans,
        )
  const chosen = wanted.map(({ cube, days }) => {
    const kept = cells?.get(nameOf(cube)) ?? new Map<string, Cell>()
    return { cube, days, ...choose(cube, { days, kept, marks: marksOf(cube, marks, ctx.db), closedOn, today }) }
  })
  const held = await heldBy(ctx.db, ctx.workspace, chosen)
  for (const { cube, days, cells: right, recalculating } of chosen) {
    const known = knownOf(state, cube)
    known.recalculating ||= recalculating
    for (const { day } of right) known.days.set(day, held(cube, day))
    await ask(
      ctx,
      cube,
      known,
      days.filter(day => !known.days.has(day)),
    )
    wish(ctx.workspace.id, cube, days[0]!, today)
  }
}

function knownOf({ cubes }: State, cube: Cube): Known {
  const known = cubes.get(nameOf(cube)) ?? { days: new Map<string, DayGroup[]>(), recalculating: false }
  cubes.set(nameOf(cube), known)
  return known
}

/** Days not read yet of which anything can be told. */
function missing({ cubes }: State, cube: Cube, days: readonly string[], today: string): string[] {
  const known = cubes.get(nameOf(cube))?.days
  const { settlesAfterDays } = cube.metric
  const last = settlesAfterDays === 0 ? '9999-12-31' : addDays(today, -settlesAfterDays)
  return days.filter(day => day <= last && !known?.has(day))
}

type Around = { days: string[]; kept: Map<string, Cell>; marks: MarkedDays[]; closedOn: string | null; today: string }

/** The cells that are right; beyond a thousand late facts also those that were, and it says so. */
function choose(cube: Cube, { days, kept, marks, closedOn, today }: Around): { cells: Cell[]; recalculating: boolean } {
  const open = addDays(today, 1 - cube.metric.openDays)
  const usable = days.flatMap(day => {
    const cell = kept.get(day)
    return cell && closedOn !== null && day < closedOn && day < open && cell.age === ageOf(cube, day, today) ? [cell] : []
  })
  const late = new Map(usable.map(cell => [cell.day, unseenBy(cell, marks)]))
  const recalculating = [...new Set([...late.values()].flat())].reduce((sum, { facts }) => sum + facts, 0) > FEW
  return { cells: recalculating ? usable : usable.filter(({ day }) => late.get(day)!.length === 0), recalculating }
}

/** From the facts: a stretch at a time, and when these are many, all between the first and the last at once. */
async function ask(ctx: Reading, cube: Cube, { days: known }: Known, days: readonly string[]): Promise<void> {
  for (const day of days) known.set(day, [])
  const spans = spansOf(days)
  const whole = spans.length > 3 ? [{ fromOn: spans[0]!.fromOn, toOn: spans.at(-1)!.toOn }] : spans
  const wanted = new Set(days)
  for (const { fromOn, toOn } of whole)
    for (const group of await factsByDay(ctx.db, cube, rangeOf(ctx, { from: fromOn, to: toOn })))
      if (wanted.has(group.day)) known.get(group.day)!.push(group)
}

/** Days in order as stretches without a gap. */
export function spansOf(days: readonly string[]): Span[] {
  const spans: Span[] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last?.toOn === day) last.toOn = addDays(day, 1)
    else spans.push({ fromOn: day, toOn: addDays(day, 1) })
  }
  return spans
}

const lists = new Map<string, readonly string[]>()

/** The days of a range. Every figure of a page asks for the same few: they are kept as long as they are few. */
function list({ fromOn, toOn }: { fromOn: string; toOn: string }): readonly string[] {
  const known = lists.get(`${fromOn} ${toOn}`)
  if (known) return known
  if (lists.size > 500) lists.clear()
  const days = Array.from({ length: daysBetween(fromOn, toOn) }, (_, at) => addDays(fromOn, at))
  lists.set(`${fromOn} ${toOn}`, days)
  return days
}
