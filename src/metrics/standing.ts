import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/slice.ts'
import { type Edge, type Mark, nameOf } from './cells.ts'
import type { Cube } from './facts-by-day.ts'

type Standing = { edge: Edge | null; marks: Mark[]; made: Map<string, string> }

/**
 * Up to where days are closed, what has changed since, and as what some cubes were last made, all of one moment. Read before the cells: a cell that is
 * newer than these marks is no worse for it.
 */
export async function standingOf(db: Db | Tx, workspaceId: string, cubes: readonly Cube[]): Promise<Standing> {
  const { rows } = await sql<{ edge: Edge; marks: (Omit<Mark, 'by'> & { by: string })[]; made: string[] }>`select
    json_build_object('zone', zone, 'closedOn', closed_on) as edge,
    (select coalesce(json_agg(json_build_object('id', id, 'source', source, 'from', from_on, 'to', to_on, 'facts', facts, 'by', by_transaction::text)), '[]')
      from metric_mark where workspace_id = ${workspaceId}) as marks,
    ${madeOf(workspaceId, cubes)} as made
    from metric_edge where workspace_id = ${workspaceId}`.execute(db as never)
  const [row] = rows
  if (!row) return { edge: null, marks: [], made: new Map() }
  return { edge: row.edge, marks: row.marks.map(mark => ({ ...mark, by: BigInt(mark.by) })), made: byName(cubes, row.made) }
}

/** As what further cubes were last made. Read after the marks, for the same reason. */
export async function lastMade(db: Db | Tx, workspaceId: string, cubes: readonly Cube[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ made: string[] }>`select ${madeOf(workspaceId, cubes)} as made`.execute(db as never)
  return byName(cubes, rows[0]!.made)
}

const byName = (cubes: readonly Cube[], made: readonly (string | null)[]) =>
  new Map(cubes.flatMap((cube, at) => (made[at] ? [[nameOf(cube), made[at]] as const] : [])))

const madeOf = (
  workspaceId: string,
  cubes: readonly Cube[],
) => sql`array(select (select k.made::text from metric_cube k where k.workspace_id = ${workspaceId}
  and k.metric = c.metric and k.version = c.version and k.level = c.level and k.cut = c.cut) from ${listed(cubes)} order by c.at)`

/** Each cube in turn, by the primary key: the planner would rather read a workspace's cells all. */
export const listed = (
  cubes: readonly Cube[],
) => sql`unnest(${cubes.map(({ metric }) => metric.id)}::text[], ${cubes.map(({ metric }) => metric.version)}::int[],
  ${cubes.map(({ level }) => level)}::text[], ${cubes.map(({ cut }) => cut ?? '')}::text[]) with ordinality as c(metric, version, level, cut, at)`
