import { sql } from 'kysely'
import { addDays, daysBetween } from '#core/time/days.ts'
import type { Db, Tx } from '#kernel/slice.ts'
import type { Cube } from './facts-by-day.ts'
import { holds, readSnapshot } from './snapshots.ts'

/** The tables whose changes leave marks; every metric whose days are kept may only stand on these. */
export const watched = ['interaction', 'case_fact', 'feedback', 'time_log', 'article_view', 'voice_praise'] as const

export type Mark = { id: string; source: string; from: string; to: string; facts: number; by: bigint }
export type Edge = { zone: string; closedOn: string | null }
export type Cell = { day: string; age: number; seen: string }
export type Span = { fromOn: string; toOn: string }

export const nameOf = ({ metric, level, cut }: Cube): string => `${metric.id} ${metric.version} ${level} ${cut ?? ''}`

/** A day's age as far as it changes what may be judged of it: up to two days after it has settled (a day may have 25 hours). */
export const ageOf = ({ metric: { settlesAfterDays } }: Cube, day: string, today: string): number =>
  settlesAfterDays === 0 ? 0 : Math.min(daysBetween(day, today), settlesAfterDays + 2)

const sources = new WeakMap<Cube['metric'], ReadonlySet<string>>()

/** The watched tables that a metric's facts come from, read off its own SQL. */
export function sourcesOf({ metric }: Pick<Cube, 'metric'>, db: Db | Tx): ReadonlySet<string> {
  const known = sources.get(metric)
  if (known) return known
  const day = new Date(0)
  const range = { workspaceId: '', fromOn: '1970-01-01', toOn: '1970-01-02', from: day, to: day, now: day, today: day, zone: 'UTC' }
  const text = sql`${metric.facts(range)}`.compile(db as never).sql
  const made = new Set(watched.filter(table => new RegExp(`\\b(from|join) ${table}\\b`).test(text)))
  sources.set(metric, made)
  return made
}

export type MarkedDays = { from: string; to: string; by: bigint; facts: number }

/** The marks that concern a cube, each as far as it reaches. */
export function marksOf(cube: Cube, marks: readonly Mark[], db: Db | Tx): MarkedDays[] {
  const from = sourcesOf(cube, db)
  const { reachDays, reachAfterDays } = cube.metric
  return marks.flatMap(({ source, from: first, to: last, by, facts }) => {
    if (source === 'member_place') return cube.level === 'manager' ? [{ from: first, to: last, by, facts }] : []
    if (!from.has(source)) return []
    return [{ from: reach(first, -reachDays), to: reach(last, reachAfterDays), by, facts }]
  })
}

/** A week is as long as seven days but for an hour: one day more. */
const reach = (day: string, days: number) => (days === 0 ? day : addDays(day, days + Math.sign(days)))

/** The marks that a cell does not know of. */
export function unseenBy({ day, seen }: Pick<Cell, 'day' | 'seen'>, marks: readonly MarkedDays[]): MarkedDays[] {
  const over = marks.filter(({ from, to }) => from <= day && day <= to)
  if (over.length === 0) return over
  const snapshot = readSnapshot(seen)
  return over.filter(({ by }) => !holds(snapshot, by))
}
