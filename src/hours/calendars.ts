import type { Schedule } from '#core/time/working-hours.ts'
import { scheduleFrom } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { countries, holidaysOf } from './holidays.ts'
import type { Calendar } from './hours-words.ts'
import { policiesChanged } from './policy-api.ts'

type Parts = Omit<Calendar, 'id' | 'used'>

const rows = (db: Db | Tx) =>
  (db as Tx)
    .selectFrom('calendar')
    .select(['id', 'name', 'zone', 'periods', 'country', 'region', 'ownDays'])
    .select(eb => [
      eb
        .selectFrom('policy')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('policy.calendarId', '=', 'calendar.id')
        .where('policy.removedAt', 'is', null)
        .as('policies'),
      eb
        .selectFrom('memberCalendar')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('memberCalendar.calendarId', '=', 'calendar.id')
        .as('members'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const calendarOf = ({ policies, members, periods, ownDays, ...row }: Row): Calendar => ({
  ...row,
  periods: periods as unknown as Calendar['periods'],
  ownDays: ownDays as unknown as Calendar['ownDays'],
  used: Number(policies) + Number(members),
})

export async function listCalendars({ db }: Reading) {
  return { items: (await rows(db).where('archivedAt', 'is', null).orderBy('name').orderBy('id').execute()).map(calendarOf) }
}

const one = async ({ tx }: Writing, id: string) =>
  calendarOf(
    await rows(tx)
      .where('calendar.id', '=', id)
      .executeTakeFirstOrThrow(() => notFound('calendar')),
  )

const columns = ({ periods, ownDays, ...rest }: Parts) => ({ ...rest, periods: JSON.stringify(periods), ownDays: JSON.stringify(ownDays) })

/** A country or region that no table knows would silently have no holidays. */
function mustKnow({ country, region }: Parts): void {
  if (country === null) return
  const found = countries().find(({ id }) => id === country)
  if (!found) throw wrong('country', 'not-found')
  if (region !== null && !found.regions.some(({ id }) => id === region)) throw wrong('region', 'not-found')
}

export async function addCalendar(ctx: Writing, parts: Parts) {
  mustKnow(parts)
  const id = newId()
  await ctx.tx
    .insertInto('calendar')
    .values({ id, ...columns(parts), createdAt: ctx.now })
    .execute()
  await say(ctx, id, 'added')
  return one(ctx, id)
}

export async function changeCalendar(ctx: Writing, { id, ...parts }: Parts & { id: string }) {
  mustKnow(parts)
  await one(ctx, id)
  await ctx.tx.updateTable('calendar').set(columns(parts)).where('id', '=', id).execute()
  await say(ctx, id, 'changed')
  return one(ctx, id)
}

export async function removeCalendar(ctx: Writing, id: string) {
  if ((await one(ctx, id)).used > 0) throw new Problem('calendar.used')
  await ctx.tx.updateTable('calendar').set({ archivedAt: ctx.now }).where('id', '=', id).execute()
  await say(ctx, id, 'removed')
  return {}
}

export async function restoreCalendar(ctx: Writing, id: string) {
  await ctx.tx.updateTable('calendar').set({ archivedAt: null }).where('id', '=', id).execute()
  await say(ctx, id, 'added')
  return one(ctx, id)
}

const say = ({ announce }: Writing, id: string, change: 'added' | 'changed' | 'removed') =>
  announce(policiesChanged, { what: 'calendar', id, change }, { subjectId: id })

/** Holidays are looked up for these years around now: the longest promise is a year. */
const aroundYears = (now: Date) => [-1, 0, 1, 2].map(n => now.getUTCFullYear() + n)

/** Every calendar as the clocks reckon with it, by its id. */
export async function loadSchedules(db: Db | Tx, now: Date): Promise<Map<string, Schedule>> {
  const found = await (db as Tx).selectFrom('calendar').select(['id', 'zone', 'periods', 'country', 'region', 'ownDays']).execute()
  return new Map(
    found.map(({ id, zone, periods, country, region, ownDays }) => {
      const own = (ownDays as unknown as Calendar['ownDays']).map(day => day.on)
      const theirs = country ? aroundYears(now).flatMap(year => holidaysOf({ country, region }, year).map(day => day.on)) : []
      return [id, scheduleFrom(zone, { periods: periods as unknown as Calendar['periods'], holidays: [...new Set([...own, ...theirs])] })]
    }),
  )
}
