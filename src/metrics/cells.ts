import { sql } from 'kysely'
import { addDays, daysBetween } from '#core/time/days.ts'
import type { Db, Tx, Workspace } from '#kernel/slice.ts'
import type { Cube, DayGroup } from './facts-by-day.ts'
import { holds, readSnapshot } from './snapshots.ts'

/** The tables whose changes leave marks; every metric whose days are kept may only stand on these. */
export const watched = ['interaction', 'case_fact', 'feedback', 'time_log', 'article_view'] as const

export type Mark = { id: string; source: string; from: string; to: string; facts: number; by: bigint }
export type Edge = { zone: string; closedOn: string | null }
export type Cell = { day: string; age: number; seen: string }

export const nameOf = ({ metric, level, cut }: Cube): string => `${metric.id} ${metric.version} ${level} ${cut ?? ''}`

/** Up to where days are closed, and what has changed since. Read before the cells: a cell that is newer than these marks is no worse for it. */
export async function edgeAndMarks(db: Db | Tx, workspaceId: string): Promise<{ edge: Edge | null; marks: Mark[] }> {
  const edges = await sql<Edge>`select zone, closed_on as "closedOn" from metric_edge where workspace_id = ${workspaceId}`.execute(
    db as never,
  )
  if (edges.rows.length === 0) return { edge: null, marks: [] }
  const { rows } = await sql<
    Omit<Mark, 'by'> & { by: number }
  >`select id, source, from_on as "from", to_on as "to", facts, by_transaction as by
    from metric_mark where workspace_id = ${workspaceId}`.execute(db as never)
  return { edge: edges.rows[0]!, marks: rows.map(row => ({ ...row, by: BigInt(row.by) })) }
}

/** Which days of some ranges some cubes have cells of, and how they were made. */
export async function cellsOf(
  db: Db | Tx,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  cubes: readonly Cube[],
  spans: readonly Span[],
): Promise<Map<string, Map<string, Cell>>> {
  const found = new Map(cubes.map(cube => [nameOf(cube), new Map<string, Cell>()]))
  if (cubes.length === 0 || spans.length === 0) return found
  const { rows } = await sql<Row>`select metric, version, level, cut, on_day as day, age, seen from metric_cell
    where ${these(workspaceId, cubes, spans)}`.execute(db as never)
  for (const { day, age, seen, ...row } of rows) found.get(nameOfRow(row))?.set(day, { day, age, seen })
  return found
}

export type Span = { fromOn: string; toOn: string }
type Row = { metric: string; version: number; level: string; cut: string } & Cell
const nameOfRow = ({ metric, version, level, cut }: Omit<Row, keyof Cell>) => `${metric} ${version} ${level} ${cut}`

function these(workspaceId: string, cubes: readonly Cube[], spans: readonly Span[]) {
  const named = cubes.map(({ metric, level, cut }) => sql`(${metric.id}, ${metric.version}::int, ${level}, ${cut ?? ''})`)
  const within = spans.map(({ fromOn, toOn }) => sql`(on_day >= ${fromOn}::date and on_day < ${toOn}::date)`)
  return sql`workspace_id = ${workspaceId} and (metric, version, level, cut) in (${sql.join(named)}) and (${sql.join(within, sql` or `)})`
}

/** What the cells hold that were chosen, by cube and day. What this process has read of one that was not made anew since, it has still. */
export async function heldBy(
  db: Db,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  chosen: readonly { cube: Cube; cells: readonly Cell[] }[],
): Promise<(cube: Cube, day: string) => DayGroup[]> {
  const held = new Map<string, DayGroup[]>()
  const keyOf = (name: string, day: string) => `${workspaceId} ${name} ${day}`
  const unread = chosen.filter(({ cube, cells }) => {
    const known = cells.map(cell => [keyOf(nameOf(cube), cell.day), recall(keyOf(nameOf(cube), cell.day), cell)] as const)
    for (const [key, groups] of known) if (groups) held.set(key, groups)
    return known.some(([, groups]) => groups === null)
  })
  const days = unread.flatMap(({ cube, cells }) => cells.map(({ day }) => day).filter(day => !held.has(keyOf(nameOf(cube), day))))
  for (const { day, groups, ...row } of await textsOf(
    db,
    workspaceId,
    unread.map(({ cube }) => cube),
    [...new Set(days)].sort(),
  )) {
    const made = (JSON.parse(groups) as Omit<DayGroup, 'day'>[]).map(group => ({ day, ...group }))
    held.set(keyOf(nameOfRow(row), day), remember(keyOf(nameOfRow(row), day), row, made, groups.length))
  }
  return (cube, day) => held.get(keyOf(nameOf(cube), day)) ?? []
}

async function textsOf(db: Db, workspaceId: string, cubes: readonly Cube[], days: readonly string[]) {
  if (days.length === 0) return []
  const { rows } = await sql<
    Row & { groups: string }
  >`select metric, version, level, cut, on_day as day, age, seen, groups::text as groups from metric_cell
    where ${these(workspaceId, cubes, [{ fromOn: days[0]!, toOn: addDays(days.at(-1)!, 1) }])} and on_day = any(${days}::date[])`.execute(
    db as never,
  )
  return rows
}

/** As much text as is kept read; about three times that in memory. */
const MOST_READ = 16_000_000
const read = new Map<string, Pick<Cell, 'age' | 'seen'> & { groups: DayGroup[] }>()
let much = 0

function recall(key: string, { age, seen }: Cell): DayGroup[] | null {
  const known = read.get(key)
  return known && known.seen === seen && known.age === age ? known.groups : null
}

function remember(key: string, { age, seen }: Pick<Cell, 'age' | 'seen'>, groups: DayGroup[], letters: number): DayGroup[] {
  if (much > MOST_READ) {
    read.clear()
    much = 0
  }
  much += letters
  read.set(key, { age, seen, groups })
  return groups
}

/** A day's age as far as it changes what may be judged of it: up to two days after it has settled (a day may have 25 hours). */
export const ageOf = ({ metric: { settlesAfterDays } }: Cube, day: string, today: string): number =>
  settlesAfterDays === 0 ? 0 : Math.min(daysBetween(day, today), settlesAfterDays + 2)

const sources = new WeakMap<Cube['metric'], ReadonlySet<string>>()

/** The watched tables that a metric's facts come from, read off its own SQL. */
export function sourcesOf({ metric }: Pick<Cube, 'metric'>, db: Db | Tx): ReadonlySet<string> {
  const known = sources.get(metric)
  if (known) return known
  const day = new Date(0)
  const range = { workspaceId: '', fromOn: '1970-01-01', toOn: '1970-01-02', from: day, to: day, now: day, today: day, zone: 'UTC' }
  const text = sql`${metric.facts(range)}`.compile(db as never).sql
  const made = new Set(watched.filter(table => new RegExp(`\\b(from|join) ${table}\\b`).test(text)))
  sources.set(metric, made)
  return made
}

export type MarkedDays = { from: string; to: string; by: bigint; facts: number }

/** The marks that concern a cube, each as far as it reaches. A week is as long as seven days but for an hour: one day more. */
export function marksOf(cube: Cube, marks: readonly Mark[], db: Db | Tx): MarkedDays[] {
  const from = sourcesOf(cube, db)
  const reach = cube.metric.reachDays === 0 ? 0 : cube.metric.reachDays + 1
  return marks.flatMap(({ source, from: first, to: last, by, facts }) => {
    if (source === 'member_place') return cube.level === 'manager' ? [{ from: first, to: last, by, facts }] : []
    if (!from.has(source)) return []
    return [{ from: reach ? addDays(first, -reach) : first, to: reach ? addDays(last, reach) : last, by, facts }]
  })
}

/** The marks that a cell does not know of. */
export function unseenBy({ day, seen }: Pick<Cell, 'day' | 'seen'>, marks: readonly MarkedDays[]): MarkedDays[] {
  const over = marks.filter(({ from, to }) => from <= day && day <= to)
  if (over.length === 0) return over
  const snapshot = readSnapshot(seen)
  return over.filter(({ by }) => !holds(snapshot, by))
}
