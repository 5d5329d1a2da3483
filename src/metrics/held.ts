import { type RawBuilder, sql } from 'kysely'
import { addDays } from '#core/time/days.ts'
import type { Db, Tx, Workspace } from '#kernel/slice.ts'
import { packed } from './additive.ts'
import { type Cell, nameOf, type Span } from './cells.ts'
import type { Cube, DayGroup } from './facts-by-day.ts'
import { type Held, type KeptDay, recallCube, rememberCube } from './memory.ts'
import { listed } from './standing.ts'

type Reach = { cube: Cube } & Span

const cellsIn = (
  workspaceId: string,
  reaches: readonly Reach[],
  columns: RawBuilder<unknown>,
) => sql`select c.at::int - 1 as at, cell.* from ${listed(
  reaches.map(({ cube }) => cube),
)}, unnest(${reaches.map(({ fromOn }) => fromOn)}::date[], ${reaches.map(({ toOn }) => toOn)}::date[]) with ordinality as span(from_on, to_on, at),
  lateral (select on_day as day, age, seen${columns} from metric_cell k where k.workspace_id = ${workspaceId} and k.metric = c.metric and k.version = c.version
    and k.level = c.level and k.cut = c.cut and k.on_day >= span.from_on and k.on_day < span.to_on offset 0) cell where span.at = c.at`

/** Which days some cubes have cells of, each cube's in its own span, and how they were made. */
export async function cellsOf(
  db: Db | Tx,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  reaches: readonly Reach[],
): Promise<Map<string, Map<string, Cell>>> {
  const found = new Map(reaches.map(({ cube }) => [nameOf(cube), new Map<string, Cell>()]))
  if (reaches.length === 0) return found
  const { rows } = await sql<Cell & { at: number }>`${cellsIn(workspaceId, reaches, sql``)}`.execute(db as never)
  for (const { at, ...cell } of rows) found.get(nameOf(reaches[at]!.cube))!.set(cell.day, cell)
  return found
}

/** The cells of some cubes with what they hold. What this process has read of them, and was not made anew since, it has still. */
export async function heldOf(
  db: Db,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  asked: readonly (Reach & { made: string })[],
): Promise<Map<string, Held>> {
  const all = asked.map(one => wider(one, recallCube(`${workspaceId} ${nameOf(one.cube)}`)))
  const unread = all.filter(({ is }) => is !== 'known')
  const keys = await cellsOf(
    db,
    { id: workspaceId },
    unread.filter(({ is }) => is === 'older'),
  )
  const read = await textsOf(
    db,
    workspaceId,
    unread.flatMap(one => unknownOf(one, keys.get(nameOf(one.cube)))),
  )
  for (const one of unread) {
    const name = nameOf(one.cube)
    one.held = together(one, keys.get(name), read.get(name) ?? [])
    rememberCube(`${workspaceId} ${name}`, one.held)
  }
  return new Map(all.map(({ cube, held }) => [nameOf(cube), held!]))
}

type Wide = Reach & { made: string; held?: Held | undefined; is: 'known' | 'older' | 'new' }

/** What is asked for and what is known already, as one span. */
function wider({ cube, made, fromOn, toOn }: Reach & { made: string }, held: Held | undefined): Wide {
  if (!held) return { cube, made, fromOn, toOn, is: 'new' }
  const known = held.made === made && held.fromOn <= fromOn && held.toOn >= toOn
  const first = held.fromOn < fromOn ? held.fromOn : fromOn
  return { cube, made, fromOn: first, toOn: held.toOn > toOn ? held.toOn : toOn, held, is: known ? 'known' : 'older' }
}

const asWas = (known: KeptDay | undefined, { age, seen }: Cell) => known?.seen === seen && known.age === age

/** From the first to the last of the days that are not known as they are now. */
function unknownOf({ cube, fromOn, toOn, held, is }: Wide, keys: ReadonlyMap<string, Cell> | undefined): Reach[] {
  if (is === 'new') return [{ cube, fromOn, toOn }]
  const days = [...(keys?.values() ?? [])].filter(cell => !asWas(held?.days.get(cell.day), cell)).map(({ day }) => day)
  if (days.length === 0) return []
  days.sort()
  return [{ cube, fromOn: days[0]!, toOn: addDays(days.at(-1)!, 1) }]
}

function together({ made, fromOn, toOn, held }: Wide, keys: ReadonlyMap<string, Cell> | undefined, read: readonly KeptDay[]): Held {
  const days = new Map<string, KeptDay>()
  for (const cell of keys?.values() ?? []) if (asWas(held?.days.get(cell.day), cell)) days.set(cell.day, held!.days.get(cell.day)!)
  for (const day of read) days.set(day.day, day)
  return { made, fromOn, toOn, days, letters: [...days.values()].reduce((sum, { letters }) => sum + letters, 0) }
}

async function textsOf(db: Db, workspaceId: string, reaches: readonly Reach[]): Promise<Map<string, KeptDay[]>> {
  if (reaches.length === 0) return new Map()
  const { rows } = await sql<
    Cell & { at: number; groups: string }
  >`${cellsIn(workspaceId, reaches, sql`, groups::text as groups`)}`.execute(db as never)
  const read = rows.map(({ at, groups, ...cell }) => ({ at, ...cell, letters: groups.length, groups: groupsIn(cell.day, groups) }))
  return Map.groupBy(read, ({ at }) => nameOf(reaches[at]!.cube))
}

const groupsIn = (day: string, text: string): DayGroup[] =>
  (JSON.parse(text) as Omit<DayGroup, 'day'>[]).map(({ id, by, parts }) => ({ day, id, by, parts: packed(parts) }))
