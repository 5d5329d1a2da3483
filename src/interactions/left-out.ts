import { sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import type { DoubtKind } from './doubt-api.ts'

export type LeftOut = { kind: DoubtKind; n: number }

/** How many records of a time count nowhere because they are doubtful: for figures to say what they leave out. */
export async function leftOut(
  { db }: Pick<Reading, 'db'>,
  subject: 'interaction' | 'time-log',
  { workspaceId, from, to }: Range,
): Promise<LeftOut[]> {
  const { rows } =
    await sql<LeftOut>`select kind, count(*)::int as n from doubt where workspace_id = ${workspaceId} and subject = ${subject}
    and at >= ${from} and at < ${to} and decision is distinct from 'count' group by kind order by kind`.execute(db as never)
  return rows
}
