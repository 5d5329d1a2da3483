import { addDays, dayOf, daysBetween } from '#core/time/days.ts'
import type { Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { ageOf, type Cell, type Edge, type Mark, type MarkedDays, marksOf, nameOf, type Span, unseenBy } from './cells.ts'
import { type Cube, type DayGroup, factsByDay } from './facts-by-day.ts'
import { heldOf } from './held.ts'
import { type KeptDay, recallPeriod, rememberPeriod } from './memory.ts'
import { isMuch } from './much.ts'
import { rangeOf } from './period.ts'
import { lastMade, standingOf } from './standing.ts'
import { wish } from './wishes.ts'

/** Beyond so many late facts a figure says that it is being made anew, and is what it was until a few seconds later. */
const FEW = 1_000

/** What this request knows of a cube: as what it was last made, its days, which of them were asked of the facts, and what is late. */
type Known = { made: string | null; days: Map<string, DayGroup[]>; asked: Set<string>; recalculating: boolean; marks: MarkedDays[] }
type State = { cubes: Map<string, Known>; standing: Promise<{ edge: Edge | null; marks: Mark[] }> | null; closedOn: string | null }
const states = new WeakMap<object, State>()

/** What this request has read already: a page asks for the same days several times. */
function stateOf(ctx: Reading): State {
  const known: State = states.get(ctx.db) ?? { cubes: new Map(), standing: null, closedOn: null }
  states.set(ctx.db, known)
  return known
}

/** Whether a figure that was read of this cube waits for more than a thousand late facts. */
export const isRecalculating = (ctx: Reading, cube: Cube): boolean => states.get(ctx.db)?.cubes.get(nameOf(cube))?.recalculating ?? false

/** A cube's days put together in some way: `name` says which. */
export type Put<Group> = { cube: Cube; range: Range; name: string; put: (days: DayGroup[]) => Group[] }

/**
 * What a cube gives to a range, put together: as it was the last time, when all of it is kept and nothing has changed since; else from the cells of closed
 * days, as far as they are right, and from the facts. Days on which nothing can be judged yet give nothing.
 */
export async function putTogether<Group>(ctx: Reading, { cube, range, name, put }: Put<Group>): Promise<readonly Group[]> {
  await stand(ctx, [cube])
  const before = recalled<Group>(ctx, cube, range, name)
  if (before) return before
  const days = await daysOf(ctx, cube, range)
  const groups = put(days)
  const basis = basisOf(ctx, cube, range)
  const { asked } = stateOf(ctx).cubes.get(nameOf(cube))!
  if (basis && !list(range).some(day => asked.has(day))) rememberPeriod(periodName(ctx, cube, range, name), basis, groups)
  return groups
}

/** Reads in one go what several cubes need that is not remembered yet; whoever then asks for one of them asks nobody. */
export async function readAhead(ctx: Reading, cubes: readonly Cube[], ranges: readonly { range: Range; name: string }[]): Promise<void> {
  await stand(ctx, cubes)
  const unknown = cubes.filter(cube => ranges.some(({ range, name }) => !recalled(ctx, cube, range, name)))
  await readDays(
    ctx,
    unknown,
    ranges.map(({ range }) => range),
  )
}

/** How things stand, asked once a request, and as what these cubes were last made. */
async function stand(ctx: Reading, cubes: readonly Cube[]): Promise<void> {
  const state = stateOf(ctx)
  const unknown = cubes.filter(cube => !state.cubes.has(nameOf(cube)))
  if (unknown.length === 0) return
  const made = state.standing ? lastMade(ctx.db, ctx.workspace.id, unknown) : null
  const first = made ? null : standingOf(ctx.db, ctx.workspace.id, unknown)
  state.standing ??= first
  const { edge, marks } = await state.standing!
  state.closedOn = edge?.zone === ctx.workspace.zone ? edge.closedOn : null
  const last = (await made) ?? (await first)!.made
  for (const cube of unknown) state.cubes.set(nameOf(cube), knownOf(ctx, cube, marks, last.get(nameOf(cube)) ?? null))
}

const knownOf = (ctx: Reading, cube: Cube, marks: readonly Mark[], made: string | null): Known => ({
  made,
  days: new Map(),
  asked: new Set(),
  recalculating: false,
  marks: marksOf(cube, marks, ctx.db),
})

const periodName = ({ workspace }: Reading, cube: Cube, { fromOn, toOn }: Range, name: string) =>
  `${workspace.id} ${nameOf(cube)} ${fromOn} ${toOn} ${name}`

/** What a period rests on; null where something in it has changed that the cells may not know of. */
function basisOf(ctx: Reading, cube: Cube, { fromOn, toOn }: Range): string | null {
  const { cubes, closedOn } = stateOf(ctx)
  const { made, marks } = cubes.get(nameOf(cube))!
  if (!made || !closedOn || marks.some(({ from, to }) => from < toOn && fromOn <= to)) return null
  return `${made} ${closedOn} ${dayOf(ctx.now, ctx.workspace.zone)}`
}

function recalled<Group>(ctx: Reading, cube: Cube, range: Range, name: string): readonly Group[] | undefined {
  const basis = basisOf(ctx, cube, range)
  const known = basis === null ? undefined : recallPeriod<Group>(periodName(ctx, cube, range, name), basis)
  if (known) wish(ctx.workspace.id, cube, range.fromOn, dayOf(ctx.now, ctx.workspace.zone))
  return known
}

async function daysOf(ctx: Reading, cube: Cube, range: Range): Promise<DayGroup[]> {
  await readDays(ctx, [cube], [range])
  const days = stateOf(ctx).cubes.get(nameOf(cube))?.days
  return list(range).flatMap(day => days?.get(day) ?? [])
}

async function readDays(ctx: Reading, cubes: readonly Cube[], ranges: readonly Range[]): Promise<void> {
  const state = stateOf(ctx)
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const all = ranges.length === 1 ? list(ranges[0]!) : [...new Set(ranges.flatMap(list))].sort()
  const wanted = cubes.flatMap(cube => {
    const known = state.cubes.get(nameOf(cube))!
    const days = missing(known, cube, all, today)
    return days.length > 0 ? [{ cube, known, days }] : []
  })
  const kept = wanted.flatMap(({ cube, days, known: { made } }) =>
    made && state.closedOn ? [{ cube, made, fromOn: days[0]!, toOn: addDays(days.at(-1)!, 1) }] : [],
  )
  const held = await heldOf(ctx.db, ctx.workspace, kept)
  for (const { cube, known, days } of wanted) {
    const { cells, recalculating } = choose(cube, { days, kept: held.get(nameOf(cube))?.days, known, closedOn: state.closedOn, today })
    known.recalculating ||= recalculating
    for (const { day, groups } of cells) known.days.set(day, groups)
    await ask(
      ctx,
      cube,
      known,
      days.filter(day => !known.days.has(day)),
    )
    wish(ctx.workspace.id, cube, days[0]!, today)
  }
}

/** Days not read yet of which anything can be told. */
function missing(known: Known, { metric: { settlesAfterDays } }: Cube, days: readonly string[], today: string): string[] {
  const last = settlesAfterDays === 0 ? '9999-12-31' : addDays(today, -settlesAfterDays)
  return days.filter(day => day <= last && !known.days.has(day))
}

type Around = { days: string[]; kept: ReadonlyMap<string, KeptDay> | undefined; known: Known; closedOn: string | null; today: string }

/** The cells that are right; beyond a thousand late facts, or where these make too much to be read again, also those that were, and it says so. */
function choose(cube: Cube, { days, kept, known, closedOn, today }: Around): { cells: KeptDay[]; recalculating: boolean } {
  if (!kept || closedOn === null) return { cells: [], recalculating: false }
  const open = addDays(today, 1 - cube.metric.openDays)
  const usable = days.flatMap(day => {
    const cell = kept.get(day)
    return cell && day < closedOn && day < open && cell.age === ageOf(cube, day, today) ? [cell] : []
  })
  if (known.marks.length === 0) return { cells: usable, recalculating: false }
  const late = new Map(usable.map((cell: Cell) => [cell.day, unseenBy(cell, known.marks)]))
  const right = usable.filter(({ day }) => late.get(day)!.length === 0)
  const wrong = [...late].flatMap(([day, some]) => (some.length > 0 ? [day] : []))
  const recalculating =
    isMuch(wrong, kept, cube.metric) || [...new Set([...late.values()].flat())].reduce((sum, { facts }) => sum + facts, 0) > FEW
  return { cells: recalculating ? usable : right, recalculating }
}

/** From the facts: a stretch at a time, and when these are many, all between the first and the last at once. */
async function ask(ctx: Reading, cube: Cube, { days: known, asked }: Known, days: readonly string[]): Promise<void> {
  for (const day of days) {
    known.set(day, [])
    asked.add(day)
  }
  const wanted = new Set(days)
  const spans = spansOf(days)
  const whole = spans.length > 3 ? [{ fromOn: spans[0]!.fromOn, toOn: spans.at(-1)!.toOn }] : spans
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
