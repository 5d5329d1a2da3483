import { sql } from 'kysely'
import type { Rate } from '#core/measures/rate-ratio.ts'
import { addDays, dayOf, startOfDay } from '#core/time/days.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { countsByDay } from '#metrics/index.ts'
import { from } from './tree.ts'

export const WEEK = 7 * 86_400_000
export type Basis = 'interactions' | 'cases'
/** What went on in seven days: all contacts, all cases, how many of these have their cause by now. */
export type WeekAround = { startsAt: Date; endsAt: Date; interactions: number; opened: number; caused: number }
type Week = Pick<WeekAround, 'startsAt' | 'endsAt'>
/** The weeks, and the cases of each cause in each of them. */
export type Around = { weeks: WeekAround[]; byCause: Map<string, number[]> }

/** Weeks of exactly seven days before an instant, the earliest first; those before anything had happened are left out. */
export async function weeksAround(ctx: Reading | Writing, until: Date, count: number): Promise<Around> {
  const weeks = Array.from({ length: count }, (_, at) => {
    const startsAt = new Date(until.getTime() - (count - at) * WEEK)
    return { startsAt, endsAt: new Date(startsAt.getTime() + WEEK) }
  })
  const { rows } = await sql<{
    week: number
    n: number
  }>`select width_bucket(entered_at, ${boundsOf(weeks)}) as week, count(*)::int as n from interaction
    where workspace_id = sabai_workspace() and entered_at >= ${weeks[0]!.startsAt} and entered_at < ${until}
      and direction = 'in' and removed_at is null and outcome <> 'phantom' group by 1`.execute(from(ctx) as never)
  const contacts = new Map(rows.map(({ week, n }) => [week, n]))
  return withCases(
    ctx,
    weeks.map((week, at) => ({ ...week, interactions: contacts.get(at + 1) ?? 0 })),
  )
}

/** Weeks of seven days of the calendar there, today the last one of the last: their contacts are those of the days that are kept. */
export async function weeksToToday(ctx: Reading | Writing, count: number): Promise<Around> {
  const { zone } = ctx.workspace
  const end = addDays(dayOf(ctx.now, zone), 1)
  const days = Array.from({ length: count + 1 }, (_, at) => addDays(end, -7 * (count - at)))
  const contacts = await countsByDay({ ...ctx, db: from(ctx) }, 'contacts-received', { from: days[0]!, to: end })
  const week = (day: string) => Array.from({ length: 7 }, (_, at) => contacts.get(addDays(day, at)) ?? 0).reduce((a, b) => a + b, 0)
  return withCases(
    ctx,
    days
      .slice(0, -1)
      .map((day, at) => ({ startsAt: startOfDay(day, zone), endsAt: startOfDay(days[at + 1]!, zone), interactions: week(day) })),
  )
}

const boundsOf = (weeks: readonly Week[]) => sql`${weeks.map(({ startsAt }) => startsAt.toISOString())}::timestamptz[]`

/** Cases by the week in which they were opened, all and those of each cause: one walk along an index. */
async function withCases(ctx: Reading | Writing, weeks: readonly (Week & { interactions: number })[]): Promise<Around> {
  const { rows } = await sql<{ id: string | null; week: number; n: number }>`
    select cause_id as id, width_bucket(opened_at, ${boundsOf(weeks)}) - 1 as week, count(*)::int as n from customer_case
    where workspace_id = sabai_workspace() and merged_into is null and opened_at >= ${weeks[0]!.startsAt} and opened_at < ${weeks.at(-1)!.endsAt}
    group by 1, 2`.execute(from(ctx) as never)
  const all = weeks.map(week => ({ ...week, opened: 0, caused: 0 }))
  for (const { id, week, n } of rows) {
    all[week]!.opened += n
    if (id) all[week]!.caused += n
  }
  const first = all.findIndex(one => one.opened > 0)
  return first < 0 ? { weeks: [], byCause: new Map() } : { weeks: all.slice(first), byCause: byCause(rows, first, all.length) }
}

function byCause(rows: readonly { id: string | null; week: number; n: number }[], first: number, end: number): Map<string, number[]> {
  const counts = new Map<string, number[]>()
  for (const { id, week, n } of rows) {
    if (!id) continue
    const row = counts.get(id) ?? new Array<number>(end - first).fill(0)
    row[week - first] = n
    counts.set(id, row)
  }
  return counts
}

/** Of several causes together, week by week. */
export const addUp = ({ weeks, byCause }: Around, causeIds: readonly string[]): number[] =>
  weeks.map((_, at) => causeIds.reduce((sum, id) => sum + (byCause.get(id)?.[at] ?? 0), 0))

/** Against contacts where every week has about as many of them as cases or more; else against the cases: half a log of calls is no measure. */
export const basisOf = (weeks: readonly WeekAround[]): Basis =>
  weeks.length > 0 && weeks.every(one => one.interactions * 2 >= one.opened) ? 'interactions' : 'cases'

/**
 * What went on in a week, as far as the causes are known: the newest cases are not resolved yet and have none, and would look like fewer recurrences.
 * Null where none of the week's cases has its cause.
 */
export function exposureOf({ interactions, opened, caused }: WeekAround, basis: Basis): number | null {
  if (opened === 0) return basis === 'interactions' ? interactions : null
  if (caused === 0) return null
  return basis === 'interactions' ? (interactions * caused) / opened : caused
}

/** Only the weeks that say something. */
export const ratesOf = (weeks: readonly WeekAround[], counts: readonly number[], basis: Basis): (Rate & { at: number })[] =>
  weeks.flatMap((week, at) => {
    const exposure = exposureOf(week, basis)
    return exposure === null || exposure === 0 ? [] : [{ at, count: counts[at] ?? 0, exposure }]
  })
