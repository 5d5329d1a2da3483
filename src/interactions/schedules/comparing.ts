import { sql } from 'kysely'
import { workingMinutes } from '#core/time/working-hours.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Reading } from '#kernel/slice.ts'
import { scheduleOf } from './schedule.ts'

/** So many of the cases solved last are compared. */
const LOOKED_AT = 500
const SHOWN = 20
/** They round to minutes. */
const NEAR_MINUTES = 1

type Case = { caseKey: string; title: string | null; createdAt: Date; solvedAt: Date; seconds: number }

/**
 * What a source says of the working time to the last solve, beside what we reckon from its own schedules. Which of several schedules a ticket went by it
 * does not say: the one that comes nearest is taken.
 */
export async function compareHours({ db, workspace }: Reading, { id }: { id: string }) {
  const one = await db.selectFrom('connection').select('source').where('id', '=', id).where('endedAt', 'is', null).executeTakeFirst()
  if (!one) throw notFound('connection')
  const rows = await db
    .selectFrom('sourceSchedule')
    .selectAll()
    .where('source', '=', one.source)
    .orderBy('scheduleKey')
    .limit(100)
    .execute()
  const known = rows.flatMap(({ zone, intervals, holidays }) => (zone ? [scheduleOf(zone, intervals, holidays)] : []))
  const cases = known.length === 0 ? [] : await solved(db, workspace.id, one.source)
  const compared = cases.map(({ createdAt, solvedAt, seconds, ...about }) => {
    const theirs = seconds / 60
    const all = known.map(schedule => workingMinutes(createdAt, solvedAt, schedule))
    const ours = all.reduce((best, next) => (Math.abs(next - theirs) < Math.abs(best - theirs) ? next : best))
    return { ...about, theirMinutes: theirs, ourMinutes: ours }
  })
  const differing = compared.filter(({ theirMinutes, ourMinutes }) => Math.abs(theirMinutes - ourMinutes) > NEAR_MINUTES)
  return {
    schedules: rows.map(({ name, zone, zoneThere, holidays }) => ({
      name,
      zone: zoneThere,
      known: zone !== null,
      holidays: holidays.length,
    })),
    compared: compared.length,
    agree: compared.length - differing.length,
    differing: differing.slice(0, SHOWN),
  }
}

async function solved(db: Db, workspaceId: string, source: string): Promise<Case[]> {
  const { rows } = await sql<Case>`select f.case_key as "caseKey", f.title, f.created_at as "createdAt", f.last_solved_at as "solvedAt",
      (select w.solve_seconds::float8 from case_worked w where w.workspace_id = ${workspaceId} and w.source = ${source} and w.case_key = f.case_key) as seconds
    from (select case_key, title, created_at, last_solved_at from case_fact where workspace_id = ${workspaceId} and source = ${source}
      and last_solved_at is not null order by last_solved_at desc limit ${LOOKED_AT}) f`.execute(db as never)
  return rows.filter(({ seconds }) => seconds !== null)
}
