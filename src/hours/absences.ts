import { sql } from 'kysely'
import { isOpen, type Schedule } from '#core/time/working-hours.ts'
import { peopleBelow, scheduleOf } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { cursorInstant, cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { ClockKind, Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import * as api from './absence-api.ts'
import { loadSchedules } from './calendars.ts'

export const ABSENCE_BEGINS = 'absence.begins'
type Ctx = Reading | Writing
const dbOf = (ctx: Ctx) => ('db' in ctx ? (ctx.db as unknown as Tx) : ctx.tx)

/** Whose absence one may plan: one's own, one's people's, everybody's for who manages people. */
async function mine(ctx: Ctx): Promise<(memberId: string) => boolean> {
  const { who } = ctx
  if (who.may('directory.people') || who.kind === 'system') return () => true
  const below = who.role === 'manager' && who.memberId ? await peopleBelow(ctx, who.memberId) : []
  return id => id === who.memberId || below.includes(id)
}

async function refuseOthers(ctx: Writing, memberId: string): Promise<void> {
  if (!(await mine(ctx))(memberId)) throw new Problem('forbidden', 403)
}

const rows = (db: Tx) =>
  db
    .selectFrom('absence')
    .innerJoin('member', 'member.id', 'absence.memberId')
    .select(['absence.id', 'absence.memberId', 'member.name', 'absence.fromAt', 'absence.untilAt', 'absence.reason'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
const shape = ({ memberId, name, ...row }: Row, now: Date, may: (id: string) => boolean) => ({
  ...row,
  member: { id: memberId, name },
  now: row.fromAt <= now && now < row.untilAt,
  may: may(memberId),
})

export async function listAbsences(
  ctx: Reading,
  { cursor, limit, memberId }: { cursor?: string | undefined; limit: number; memberId?: string | undefined },
) {
  const after = cursor ? cursorValues(cursor, 2) : null
  const found = await rows(dbOf(ctx))
    .where('absence.cancelledAt', 'is', null)
    .where('absence.untilAt', '>', ctx.now)
    .$if(memberId !== undefined, query => query.where('absence.memberId', '=', memberId!))
    .$if(after !== null, query =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('absence.untilAt', 'absence.id'), '>', tuple(cursorInstant(after![0]), String(after![1]))),
      ),
    )
    .orderBy('absence.untilAt')
    .orderBy('absence.id')
    .limit(limit + 1)
    .execute()
  const may = await mine(ctx)
  const items = found.map(row => shape(row, ctx.now, may))
  return page(items, limit, one => [one.untilAt.toISOString(), one.id])
}

const one = async (ctx: Writing, id: string) =>
  rows(ctx.tx)
    .where('absence.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('absence'))

type Planned = { memberId: string; fromAt: Date; untilAt: Date; reason: string }

/** Its beginning is a clock: what is due meanwhile goes to others then, once. */
export async function planAbsence(ctx: Writing, { memberId, fromAt, untilAt, reason }: Planned) {
  const { tx, now, who } = ctx
  const member = await tx.selectFrom('member').select('id').where('id', '=', memberId).where('endedAt', 'is', null).executeTakeFirst()
  if (!member) throw notFound('member')
  await refuseOthers(ctx, memberId)
  if (untilAt <= now) throw wrong('untilAt', 'in-the-past')
  if (untilAt <= fromAt) throw wrong('untilAt', 'ends-first')
  const id = newId()
  await tx.insertInto('absence').values({ id, memberId, fromAt, untilAt, reason, byMember: who.memberId, createdAt: now }).execute()
  await setClock(ctx, { kind: ABSENCE_BEGINS, subjectId: id, dueAt: fromAt })
  await ctx.announce(api.absencePlanned, { memberId, fromAt, untilAt }, { subjectId: id, detail: { reason } })
  return shape(await one(ctx, id), now, () => true)
}

export async function cancelAbsence(ctx: Writing, id: string) {
  const { memberId, untilAt } = await one(ctx, id)
  await refuseOthers(ctx, memberId)
  await ctx.tx.updateTable('absence').set({ cancelledAt: ctx.now }).where('id', '=', id).execute()
  await stopClock(ctx, { kind: ABSENCE_BEGINS, subjectId: id })
  await ctx.announce(api.absenceCancelled, { memberId, untilAt }, { subjectId: id })
  return {}
}

export async function restoreAbsence(ctx: Writing, id: string) {
  const { memberId, fromAt, untilAt } = await one(ctx, id)
  await refuseOthers(ctx, memberId)
  await ctx.tx.updateTable('absence').set({ cancelledAt: null }).where('id', '=', id).execute()
  await setClock(ctx, { kind: ABSENCE_BEGINS, subjectId: id, dueAt: fromAt })
  await ctx.announce(api.absencePlanned, { memberId, fromAt, untilAt }, { subjectId: id })
  return shape(await one(ctx, id), ctx.now, () => true)
}

/** It begins: told to whoever gives work to others (the inbox moves what is due meanwhile). */
async function begin(ctx: Writing, id: string): Promise<void> {
  const begun = await ctx.tx
    .updateTable('absence')
    .set({ beganAt: ctx.now })
    .where('id', '=', id)
    .where('cancelledAt', 'is', null)
    .where('untilAt', '>', ctx.now)
    .returning(['memberId', 'untilAt'])
    .executeTakeFirst()
  if (begun) await ctx.announce(api.absenceBegan, begun, { subjectId: begun.memberId })
}

export const absenceClocks: ClockKind[] = [{ kind: ABSENCE_BEGINS, fire: (ctx, { subjectId }) => begin(ctx, subjectId) }]

/** Who is away at this moment by plan. */
export async function awayNow(ctx: Ctx): Promise<Set<string>> {
  const { rows: found } = await sql<{ id: string }>`select distinct member_id as id from absence
    where workspace_id = ${ctx.workspace.id} and cancelled_at is null and until_at > ${ctx.now} and from_at <= ${ctx.now}`.execute(
    dbOf(ctx),
  )
  return new Set(found.map(row => row.id))
}

/** Who is at work at this moment, by their own calendar or the workspace's hours. */
export async function atWorkNow(ctx: Ctx): Promise<(memberId: string) => boolean> {
  const own = new Map(
    (await dbOf(ctx).selectFrom('memberCalendar').select(['memberId', 'calendarId']).execute()).map(row => [row.memberId, row.calendarId]),
  )
  const schedules = own.size > 0 ? await loadSchedules(dbOf(ctx) as unknown as Db, ctx.now) : new Map<string, Schedule>()
  const open = new Map([...schedules].map(([id, schedule]) => [id, isOpen(ctx.now, schedule)]))
  const house = isOpen(ctx.now, await scheduleOf(ctx))
  return memberId => open.get(own.get(memberId) ?? '') ?? house
}

export async function listShifts(ctx: Reading) {
  const working = await atWorkNow(ctx)
  const found = await ctx.db
    .selectFrom('member')
    .leftJoin('memberCalendar', 'memberCalendar.memberId', 'member.id')
    .select(['member.id', 'member.name', 'memberCalendar.calendarId'])
    .where('member.endedAt', 'is', null)
    .orderBy('member.name')
    .orderBy('member.id')
    .execute()
  const may = await mine(ctx)
  return { items: found.map(row => ({ ...row, working: working(row.id), may: may(row.id) })) }
}

export async function setShift(ctx: Writing, { id, calendarId }: { id: string; calendarId: string | null }) {
  const { tx, announce } = ctx
  if (!(await tx.selectFrom('member').select('id').where('id', '=', id).executeTakeFirst())) throw notFound('member')
  if (calendarId && !(await tx.selectFrom('calendar').select('id').where('id', '=', calendarId).executeTakeFirst()))
    throw notFound('calendar')
  await tx.deleteFrom('memberCalendar').where('memberId', '=', id).execute()
  if (calendarId) await tx.insertInto('memberCalendar').values({ memberId: id, calendarId }).execute()
  await announce(api.memberHoursChanged, { memberId: id, calendarId }, { subjectId: id })
  return {}
}
