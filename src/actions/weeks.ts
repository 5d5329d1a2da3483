import { sql } from 'kysely'
import type { Rate } from '#core/measures/rate-ratio.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { from } from './tree.ts'

export const WEEK = 7 * 86_400_000
export type Basis = 'interactions' | 'cases'
/** What went on in seven days: all contacts, all cases, how many of these have their cause by now. */
export type WeekAround = { startsAt: Date; interactions: number; opened: number; caused: number }

/** Weeks of exactly seven days before an instant, the earliest first; those before anything had happened are left out. */
export async function weeksAround(ctx: Reading | Writing, until: Date, count: number): Promise<WeekAround[]> {
  const begin = new Date(until.getTime() - count * WEEK)
  const week = (at: ReturnType<typeof sql.ref>) => sql`floor(extract(epoch from (${at} - ${begin}::timestamptz)) / 604800)::int`
  const { rows } = await sql<{ week: number; interactions: number; opened: number; caused: number }>`
    select week, sum(interactions)::int as interactions, sum(opened)::int as opened, sum(caused)::int as caused from (
      select ${week(sql.ref('entered_at'))} as week, count(*) as interactions, 0 as opened, 0 as caused from interaction
        where workspace_id = sabai_workspace() and entered_at >= ${begin} and entered_at < ${until}
          and direction = 'in' and removed_at is null and outcome <> 'phantom' group by 1
      union all
      select ${week(sql.ref('opened_at'))}, 0, count(*), count(cause_id) from customer_case
        where workspace_id = sabai_workspace() and opened_at >= ${begin} and opened_at < ${until} and merged_into is null group by 1
    ) counted group by week`.execute(from(ctx) as never)
  const known = new Map(rows.map(row => [row.week, row]))
  const all = Array.from({ length: count }, (_, at) => {
    const { interactions = 0, opened = 0, caused = 0 } = known.get(at) ?? {}
    return { startsAt: new Date(begin.getTime() + at * WEEK), interactions, opened, caused }
  })
  const first = all.findIndex(one => one.opened > 0)
  return first < 0 ? [] : all.slice(first)
}

/** Cases of each cause by the week of `weeks` in which they were opened. */
export async function countsByCause(ctx: Reading | Writing, weeks: readonly WeekAround[], causeIds: readonly string[] | null) {
  const counts = new Map<string, number[]>()
  const [first] = weeks
  if (!first) return counts
  const until = new Date(first.startsAt.getTime() + weeks.length * WEEK)
  const these = causeIds === null ? sql`` : sql`and cause_id = any(${causeIds}::uuid[])`
  const { rows } = await sql<{ id: string; week: number; n: number }>`
    select cause_id as id, floor(extract(epoch from (opened_at - ${first.startsAt}::timestamptz)) / 604800)::int as week, count(*)::int as n
    from customer_case where workspace_id = sabai_workspace() and opened_at >= ${first.startsAt} and opened_at < ${until}
      and cause_id is not null and merged_into is null ${these} group by 1, 2`.execute(from(ctx) as never)
  for (const { id, week, n } of rows) {
    const row = counts.get(id) ?? new Array<number>(weeks.length).fill(0)
    row[week] = n
    counts.set(id, row)
  }
  return counts
}

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
