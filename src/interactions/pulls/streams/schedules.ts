import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { daysOf } from '../../schedules/schedule.ts'
import { zoneNamed } from '../../schedules/zones.ts'
import { type Counts, type Json, list, nothing, type Stream, text } from '../stream.ts'

/** Whose holidays are still to be asked for. */
const leftOf = (cursor: string | null): string[] => (cursor ? (JSON.parse(cursor) as string[]) : [])

/** Opening hours, whole each time: first the schedules, then the holidays of each. */
export const schedules: Stream = {
  name: 'schedules',
  optional: true,
  from: cursor => {
    const [id] = leftOf(cursor)
    return id === undefined
      ? '/api/v2/business_hours/schedules.json'
      : `/api/v2/business_hours/schedules/${encodeURIComponent(id)}/holidays.json`
  },
  next: (answer, cursor) => {
    const left = 'schedules' in answer ? list(answer.schedules).map(one => text(one.id)) : leftOf(cursor).slice(1)
    return { cursor: JSON.stringify(left), ended: left.length === 0 }
  },
  take: (ctx, source, answer, cursor) =>
    'schedules' in answer
      ? takeSchedules(ctx, source, list(answer.schedules))
      : takeHolidays(ctx, source, leftOf(cursor)[0] ?? '', list(answer.holidays)),
}

async function takeSchedules({ tx, workspace, now }: Writing, source: string, all: readonly Json[]): Promise<Counts> {
  const keys = all.map(one => text(one.id))
  await sql`delete from source_schedule where workspace_id = ${workspace.id} and source = ${source} and not schedule_key = any(${keys}::text[])`.execute(
    tx,
  )
  for (const one of all) {
    const zoneThere = text(one.time_zone).slice(0, 100)
    const intervals = list(one.intervals).flatMap(({ start_time, end_time }) => [Number(start_time), Number(end_time)])
    const values = {
      name: text(one.name).slice(0, 200),
      zoneThere,
      zone: zoneNamed(zoneThere),
      intervals: intervals.every(Number.isInteger) ? intervals : [],
      changedAt: now,
    }
    await tx
      .insertInto('sourceSchedule')
      .values({ source, scheduleKey: text(one.id), ...values })
      .onConflict(on => on.columns(['workspaceId', 'source', 'scheduleKey']).doUpdateSet(values))
      .execute()
  }
  return nothing
}

const DAY = /^\d{4}-\d\d-\d\d$/

async function takeHolidays({ tx }: Writing, source: string, scheduleKey: string, all: readonly Json[]): Promise<Counts> {
  const days = all.flatMap(({ start_date, end_date }) => {
    const [from, to] = [text(start_date), text(end_date)]
    return DAY.test(from) && DAY.test(to) ? daysOf(from, to) : []
  })
  await tx
    .updateTable('sourceSchedule')
    .set({ holidays: days })
    .where('source', '=', source)
    .where('scheduleKey', '=', scheduleKey)
    .execute()
  return nothing
}
