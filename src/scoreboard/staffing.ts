import { sql } from 'kysely'
import type { z } from 'zod'
import { type Forecast, forecast as forecastOf, methods } from '#core/forecast/forecast.ts'
import { type Kept, needed, scheduledFor, servedBy, volumeOf } from '#core/staffing/enough.ts'
import { patienceSeconds } from '#core/staffing/required.ts'
import { addDays, dayOf } from '#core/time/days.ts'
import type { Reading } from '#kernel/slice.ts'
import { rangeOf } from '#metrics/index.ts'
import { type Days, periodOf } from './periods.ts'
import type { readStaffing, Three } from './staffing-api.ts'

const HALF_HOUR = 1800
const HALF_HOURS = 48
type Asked = z.output<typeof readStaffing.input>

/** Do we have enough reps? Never by how many different ones were seen, but by how many were logged in and productive at the same time. */
export async function staffing(ctx: Reading, asked: Asked) {
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const days = weekdaysOf(period, asked.weekday, today)
  const handled = await handling(ctx, asked, period)
  const arrivals = await arrivalsOf(ctx, asked, days)
  const there = await thereOf(ctx, days)
  const counted = arrivals.reduce((all, one) => all + one, 0)
  const next = forecastOf(arrivals, HALF_HOURS)
  const whole = {
    period,
    weekday: asked.weekday,
    days: days.length,
    arrivals: counted,
    ...handled,
    logged: there.size > 0,
    forecast: told(next, asked, today),
  }
  if (handled.handleSeconds === null || !next) return { ...whole, slots: [] }
  const kept = { ...asked, handleSeconds: handled.handleSeconds, patienceSeconds: handled.patienceSeconds }
  const slots = next.values.flatMap((expected, at) => {
    const counts = days.map((_, day) => arrivals[day * HALF_HOURS + at]!)
    return counts.some(n => n > 0) ? [slotOf(timeOf(at), { counts, expected, there, kept, shrinkage: asked.shrinkage })] : []
  })
  return { ...whole, slots }
}

const timeOf = (at: number) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`

/** Which way is taken for the next such day, and how far each would have been off. */
function told(next: Forecast | null, { weekday }: Asked, today: string) {
  if (!next) return null
  const off = methods.flatMap(method => (next.wape[method] === undefined ? [] : [{ method, wape: next.wape[method] }]))
  const ahead = (weekday - Temporal.PlainDate.from(today).dayOfWeek + 7) % 7
  return { on: addDays(today, ahead === 0 ? 7 : ahead), method: next.method, off }
}

type Around = { counts: readonly number[]; expected: number; there: ReadonlyMap<string, number>; kept: Kept; shrinkage: number }

function slotOf(time: string, { counts, expected, there, kept, shrinkage }: Around) {
  const volume = volumeOf(counts, expected)
  const load = (arrivals: number) => (arrivals / HALF_HOUR) * kept.handleSeconds
  const need = each(volume, arrivals => needed(load(arrivals), kept))
  const here = there.size === 0 ? null : (there.get(time) ?? 0)
  return {
    time,
    volume,
    needed: need,
    patient: needed(load(volume.middle), { ...kept, patienceSeconds: null }),
    scheduled: scheduledFor(need.high, shrinkage),
    there: here,
    served: here === null ? null : each(volume, arrivals => servedBy(here, load(arrivals), kept)),
  }
}

const each = ({ low, middle, high }: Three, of: (one: number) => number): Three => ({ low: of(low), middle: of(middle), high: of(high) })

/** The days of a weekday that are over: today's are not all in yet. */
function weekdaysOf({ from, to }: Days, weekday: number, today: string): string[] {
  const found: string[] = []
  for (let day = from; day < to && day < today; day = addDays(day, 1))
    if (Temporal.PlainDate.from(day).dayOfWeek === weekday) found.push(day)
  return found
}

/** How long one takes, and how long people wait before they hang up: over the whole period, since one weekday's are few. */
async function handling(ctx: Reading, { kind }: Asked, period: Days) {
  const { from, to, workspaceId } = rangeOf(ctx, period)
  const { rows } = await sql<{ handleSeconds: number | null; waitedSeconds: number; abandoned: number }>`
    select avg(i.talk_seconds + coalesce(i.held_seconds, 0) + coalesce(i.wrap_up_seconds, 0)) filter (where i.outcome = 'answered' and i.talk_seconds > 0)::float8
        as "handleSeconds", coalesce(sum(i.wait_seconds), 0)::float8 as "waitedSeconds", count(*) filter (where i.outcome = 'abandoned') as abandoned
    from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from} and i.entered_at < ${to} and i.removed_at is null
      and i.direction = 'in' and i.kind = ${kind} and i.outcome in ('answered', 'abandoned')`.execute(ctx.db as never)
  const { handleSeconds, ...waited } = rows[0]!
  return { handleSeconds, patienceSeconds: patienceSeconds(waited) }
}

/** Half hour after half hour of these days, how many came: a day without arrivals in it is one with none. */
async function arrivalsOf(ctx: Reading, { kind }: Asked, days: readonly string[]): Promise<number[]> {
  if (days.length === 0) return []
  const { zone } = ctx.workspace
  const { from, to, workspaceId } = rangeOf(ctx, { from: days[0]!, to: addDays(days.at(-1)!, 1) })
  const { rows } = await sql<{ day: string; at: number; n: number }>`
    select day::text as day, at, count(*)::int as n from (
      select local::date as day, (extract(hour from local) * 2 + floor(extract(minute from local) / 30))::int as at from (
        select i.entered_at at time zone ${zone} as local from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from}
          and i.entered_at < ${to} and i.removed_at is null and i.direction = 'in' and i.kind = ${kind} and i.outcome in ('answered', 'abandoned')) came) placed
    where day = any(${days}::date[]) group by 1, 2`.execute(ctx.db as never)
  const counts = Array<number>(days.length * HALF_HOURS).fill(0)
  for (const { day, at, n } of rows) counts[days.indexOf(day) * HALF_HOURS + at] = n
  return counts
}

/** By half hour: how many were logged in and productive, on average of these days. */
async function thereOf(ctx: Reading, days: readonly string[]): Promise<Map<string, number>> {
  if (days.length === 0) return new Map()
  const { zone, id } = ctx.workspace
  const { rows } = await sql<{ time: string; people: number }>`
    with day as (select d::timestamp as local, d::timestamp at time zone ${zone} as begins, (d + 1)::timestamp at time zone ${zone} as ends
        from unnest(${days}::date[]) d),
    shift as (select day.local, t.started_at, t.ended_at,
        coalesce(t.productive_seconds / nullif(extract(epoch from t.ended_at - t.started_at), 0), 1) as productive
      from day join time_log t on t.workspace_id = ${id} and t.started_at >= day.begins - interval '1 day' and t.started_at < day.ends
        and t.ended_at > day.begins and t.removed_at is null)
    select to_char(s, 'HH24:MI') as time, sum(extract(epoch from least(shift.ended_at, (s + interval '30 minutes') at time zone ${zone})
        - greatest(shift.started_at, s at time zone ${zone})) * shift.productive)::float8 / ${HALF_HOUR * days.length}::float8 as people
    from shift, generate_series(shift.local, shift.local + interval '23 hours 30 minutes', interval '30 minutes') s
    where s at time zone ${zone} < shift.ended_at and (s + interval '30 minutes') at time zone ${zone} > shift.started_at group by 1`.execute(
    ctx.db as never,
  )
  return new Map(rows.map(({ time, people }) => [time, people]))
}
