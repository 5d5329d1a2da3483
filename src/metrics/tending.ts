import { sql } from 'kysely'
import { addDays, dayOf } from '#core/time/days.ts'
import { finding, type Inside, system, writing } from '#kernel/inside.ts'
import { Problem } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { unpacked } from './additive.ts'
import { ageOf, type Mark, marksOf, nameOf, type Span, unseenBy } from './cells.ts'
import { spansOf } from './days.ts'
import { type Cube, type DayGroup, factsByDay } from './facts-by-day.ts'
import { cellsOf } from './held.ts'
import { rangeOf } from './period.ts'
import { metrics } from './registry.ts'
import { standingOf } from './standing.ts'
import { takeWishes, type Wish, wishAgain } from './wishes.ts'

/** Who asks for nothing so long has their days forgotten. */
const FORGOTTEN_AFTER_DAYS = 35
/** Days so young may have been closed, or have settled, since the last round. */
const YOUNG_DAYS = 20
/** So many days are made in one transaction. */
const STRETCH = 62

/** Closes days that are over, makes the cells that were asked for, and makes those anew that are no longer right. @returns how many days were made */
export async function tendCells(inside: Inside): Promise<number> {
  const problems = await grant(inside)
  let made = 0
  for (const workspaceId of await withWork(inside))
    made += await tend(inside, workspaceId).catch(problem => {
      problems.push(problem)
      return 0
    })
  // One workspace that fails must not keep the others waiting; it is tried again with the next round.
  if (problems.length > 0) throw problems[0]
  return made
}

/** Writes down what was asked for. A workspace that is gone asks for nothing; any other that fails is asked again. @returns what failed */
async function grant(inside: Inside): Promise<unknown[]> {
  const problems: unknown[] = []
  for (const [workspaceId, some] of takeWishes())
    await writing(inside, workspaceId, system, ctx => keepWishes(ctx, some)).catch(problem => {
      if (problem instanceof Problem && problem.code === 'workspace.not-found') return
      wishAgain(workspaceId, some)
      problems.push(problem)
    })
  return problems
}

async function keepWishes({ tx, now, workspace }: Writing, wishes: readonly Wish[]): Promise<void> {
  const today = dayOf(now, workspace.zone)
  const { today: begun } = rangeOf({ workspace, now }, { from: today, to: addDays(today, 1) })
  const { from: tomorrow } = rangeOf({ workspace, now }, { from: addDays(today, 1), to: addDays(today, 2) })
  await sql`insert into metric_edge (workspace_id, zone, marks_until, marks_until_on, next_at) values (${workspace.id}, ${workspace.zone}, ${begun}, ${today},
    ${tomorrow}) on conflict (workspace_id) do nothing`.execute(tx)
  for (const { cube, fromOn, askedOn } of wishes)
    await sql`insert into metric_cube as known (workspace_id, metric, version, level, cut, from_on, asked_on) values (${workspace.id}, ${cube.metric.id},
      ${cube.metric.version}, ${cube.level}, ${cube.cut ?? ''}, ${fromOn}, ${askedOn}) on conflict (workspace_id, metric, version, level, cut)
      do update set from_on = least(known.from_on, excluded.from_on), asked_on = greatest(known.asked_on, excluded.asked_on)`.execute(tx)
}

const withWork = (inside: Inside): Promise<string[]> =>
  finding(inside, async ({ tx, now }) => {
    const { rows } = await sql<{
      id: string
    }>`select workspace_id as id from metric_edge where closed_on is null or closed_on < marks_until_on or next_at <= ${now}
      union select workspace_id from metric_mark union select workspace_id from metric_cube where built_from_on is null or built_from_on > from_on`.execute(
      tx,
    )
    return rows.map(({ id }) => id)
  })

async function tend(inside: Inside, workspaceId: string): Promise<number> {
  await writing(inside, workspaceId, system, moveEdge)
  // The barrier is what has begun by a moment after that commit; only in a later transaction can it be seen.
  await writing(inside, workspaceId, system, setBarrier)
  await writing(inside, workspaceId, system, closeDays)
  const cubes = await writing(inside, workspaceId, system, forgetAndList)
  const { marks, closedOn } = await writing(inside, workspaceId, system, async ({ tx, workspace }) => {
    const { edge, marks } = await standingOf(tx, workspace.id, [])
    return { marks, closedOn: edge?.zone === workspace.zone ? edge.closedOn : null }
  })
  if (closedOn === null) return 0
  const work = await writing(inside, workspaceId, system, ctx => unmade(ctx, cubes, { marks, closedOn }))
  let made = 0
  for (const { cube, days } of work) made += await makeCells(inside, workspaceId, cube, days)
  await writing(inside, workspaceId, system, ctx => noteMade(ctx, cubes, { marks, closedOn }))
  return made
}

/** After midnight there, and when the workspace has moved to another zone: then nothing that was kept is a day any more. */
async function moveEdge({ tx, now, workspace }: Writing): Promise<void> {
  const today = dayOf(now, workspace.zone)
  const { today: begun } = rangeOf({ workspace, now }, { from: today, to: addDays(today, 1) })
  const { from: tomorrow } = rangeOf({ workspace, now }, { from: addDays(today, 1), to: addDays(today, 2) })
  const { rows } = await sql<{ zone: string }>`select zone from metric_edge where workspace_id = ${workspace.id} for update`.execute(tx)
  if (rows[0] && rows[0].zone !== workspace.zone) {
    await sql`delete from metric_cell where workspace_id = ${workspace.id}`.execute(tx)
    await sql`update metric_cube set built_from_on = null, built_to_on = null, made = gen_random_uuid() where workspace_id = ${workspace.id}`.execute(
      tx,
    )
    await sql`update metric_edge set zone = ${workspace.zone}, closed_on = null, next_at = '-infinity' where workspace_id = ${workspace.id}`.execute(
      tx,
    )
  }
  await sql`update metric_edge set marks_until = ${begun}, marks_until_on = ${today}, next_at = ${tomorrow}, barrier = null
    where workspace_id = ${workspace.id} and next_at <= ${now}`.execute(tx)
}

const setBarrier = ({ tx, workspace }: Writing) =>
  sql`update metric_edge set barrier = pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    where workspace_id = ${workspace.id} and barrier is null and (closed_on is null or closed_on < marks_until_on)`.execute(tx)

/** Every transaction that wrote facts without knowing that their day would be closed has ended. */
const closeDays = ({ tx, workspace }: Writing) =>
  sql`update metric_edge set closed_on = marks_until_on where workspace_id = ${workspace.id} and barrier is not null
    and closed_on is distinct from marks_until_on and pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= barrier`.execute(tx)

type Wanted = { cube: Cube; fromOn: string; builtFromOn: string | null; builtToOn: string | null }

async function forgetAndList({ tx, now, workspace }: Writing): Promise<Wanted[]> {
  const last = addDays(dayOf(now, workspace.zone), -FORGOTTEN_AFTER_DAYS)
  const known = await metrics()
  const { rows } = await sql<
    { metric: string; version: number; level: Cube['level']; cut: string; askedOn: string } & Omit<Wanted, 'cube'>
  >`
    select metric, version, level, cut, from_on as "fromOn", asked_on as "askedOn", built_from_on as "builtFromOn", built_to_on as "builtToOn" from metric_cube where workspace_id = ${workspace.id}`.execute(
    tx,
  )
  const wanted: Wanted[] = []
  for (const { metric, version, level, cut, askedOn, ...built } of rows) {
    const one = known.get(metric)
    if (one && one.version === version && askedOn >= last)
      wanted.push({ cube: { metric: one, level, cut: (cut || null) as Cube['cut'] }, ...built })
    else
      for (const table of ['metric_cell', 'metric_cube'])
        await sql`delete from ${sql.table(table)} where workspace_id = ${workspace.id} and metric = ${metric} and version = ${version} and level = ${level}
          and cut = ${cut}`.execute(tx)
  }
  return wanted
}

type Since = { marks: readonly Mark[]; closedOn: string }

/** The newest stretches first: they are what people look at. */
async function makeCells(inside: Inside, workspaceId: string, cube: Cube, days: readonly string[]): Promise<number> {
  const stretches = spansOf(days).flatMap(({ fromOn, toOn }) => cutUp(fromOn, toOn))
  for (const span of stretches.reverse()) await writing(inside, workspaceId, system, ctx => make(ctx, cube, span))
  return days.length
}

function cutUp(fromOn: string, toOn: string): Span[] {
  const next = addDays(fromOn, STRETCH)
  return next >= toOn ? [{ fromOn, toOn }] : [{ fromOn, toOn: next }, ...cutUp(next, toOn)]
}

/** Closed days that have no cell, or one that is no longer right. Where all was made before, only what is marked or young is looked at. */
async function unmade(
  { tx, now, workspace }: Writing,
  cubes: readonly Wanted[],
  { marks, closedOn }: Since,
): Promise<{ cube: Cube; days: string[] }[]> {
  const today = dayOf(now, workspace.zone)
  const young = addDays(today, -YOUNG_DAYS)
  const found: { cube: Cube; days: string[] }[] = []
  const whole = (one: Wanted) => one.builtFromOn === null || one.builtFromOn > one.fromOn || (one.builtToOn ?? '') < young
  for (const [all, some] of Map.groupBy(cubes, whole)) {
    const own = new Map(some.map(({ cube }) => [cube, marksOf(cube, marks, tx)]))
    const from = some.map(({ fromOn }) => fromOn).sort()[0]!
    const notBefore = (day: string) => [day, from].sort()[1]!
    const marked = [...own.values()].flat().map(mark => ({ fromOn: notBefore(mark.from), toOn: addDays(mark.to, 1) }))
    const spans = all ? [{ fromOn: from, toOn: closedOn }] : joined([...marked, { fromOn: young, toOn: closedOn }])
    const cells = await cellsOf(
      tx,
      workspace,
      some.flatMap(({ cube }) => spans.map(span => ({ cube, ...span }))),
    )
    for (const { cube, fromOn } of some) {
      const open = addDays(today, 1 - cube.metric.openDays)
      const toOn = closedOn < open ? closedOn : open
      const wrong = (day: string) => {
        const cell = cells.get(nameOf(cube))!.get(day)
        return !cell || cell.age !== ageOf(cube, day, today) || unseenBy(cell, own.get(cube)!).length > 0
      }
      const days = spans.flatMap(span => daysIn(span)).filter(day => day >= fromOn && day < toOn && wrong(day))
      if (days.length > 0) found.push({ cube, days })
    }
  }
  return found
}

/** Stretches that touch as one, in order. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of [...spans].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = all.at(-1)
    if (!last || span.fromOn > last.toOn) all.push({ ...span })
    else if (span.toOn > last.toOn) last.toOn = span.toOn
  }
  return all
}

function daysIn({ fromOn, toOn }: Span): string[] {
  const days: string[] = []
  for (let day = fromOn; day < toOn; day = addDays(day, 1)) days.push(day)
  return days
}

/** The snapshot is taken before the facts are read: what commits in between is in the cell though it says it is not, and only makes it anew once more. */
async function make(ctx: Writing, cube: Cube, { fromOn, toOn }: Span): Promise<void> {
  const { rows } = await sql<{ seen: string }>`select pg_current_snapshot()::text as seen`.execute(ctx.tx)
  const groups = Map.groupBy(await factsByDay(ctx.tx, cube, rangeOf(ctx, { from: fromOn, to: toOn })), ({ day }) => day)
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const cells: { day: string; age: number; groups: string }[] = []
  for (let day = fromOn; day < toOn; day = addDays(day, 1))
    cells.push({ day, age: ageOf(cube, day, today), groups: JSON.stringify((groups.get(day) ?? []).map(asStored)) })
  const { metric, level, cut } = cube
  await sql`insert into metric_cell (workspace_id, metric, version, level, cut, on_day, age, seen, groups)
    select ${ctx.workspace.id}::uuid, ${metric.id}, ${metric.version}::int, ${level}, ${cut ?? ''}, r.day, r.age, ${rows[0]!.seen}, r.groups::json
    from json_to_recordset(${JSON.stringify(cells)}::json) as r(day date, age smallint, groups text)
    on conflict (workspace_id, metric, version, level, cut, on_day) do update set age = excluded.age, seen = excluded.seen, groups = excluded.groups`.execute(
    ctx.tx,
  )
  await sql`update metric_cube set made = gen_random_uuid() where workspace_id = ${ctx.workspace.id} and metric = ${metric.id} and version = ${metric.version}::int
    and level = ${level} and cut = ${cut ?? ''}`.execute(ctx.tx)
}

const asStored = ({ id, by, parts }: DayGroup) => ({ id, by, parts: unpacked(parts) })

/** Every cell that these marks concerned is newer now. */
async function noteMade({ tx, workspace }: Writing, cubes: readonly Wanted[], { marks, closedOn }: Since): Promise<void> {
  for (const { cube, fromOn } of cubes.filter(({ fromOn, builtFromOn, builtToOn }) => builtFromOn !== fromOn || builtToOn !== closedOn))
    await sql`update metric_cube set built_from_on = ${fromOn}, built_to_on = ${closedOn} where workspace_id = ${workspace.id} and metric = ${cube.metric.id}
      and version = ${cube.metric.version} and level = ${cube.level} and cut = ${cube.cut ?? ''}`.execute(tx)
  if (marks.length > 0)
    await sql`delete from metric_mark where workspace_id = ${workspace.id} and id = any(${marks.map(({ id }) => id)}::uuid[])`.execute(tx)
}
