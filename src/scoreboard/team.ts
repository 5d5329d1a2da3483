import { addDays, daysBetween } from '#core/time/days.ts'
import { visibleTo } from '#directory/index.ts'
import type { Metric } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { allMetrics, canCompare, outliersOf, rangeOf } from '#metrics/index.ts'
import type { Finding, Team } from './people-api.ts'
import { type AskedPeriod, type Days, type Period, periodOf } from './periods.ts'
import { findingOf, type Standing } from './team-rules.ts'

type Compared = Awaited<ReturnType<typeof outliersOf>>
/** One metric in this period and the two before. */
type Judged = { metric: Metric; now: Compared; before: Compared[] }

/** Who may need a hand and who can teach. Everybody is held against everybody; shown are one's own people. */
export async function team(ctx: Reading, asked: AskedPeriod): Promise<Team> {
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const all: Judged[] = []
  for (const metric of (await allMetrics()).values()) if (canCompare(metric)) all.push(await judged(ctx, metric, period))
  return {
    period,
    compared: all.map(({ metric, now }) => ({
      metric: metric.id,
      people: now.rows.filter(({ z }) => z !== null).length,
      byChance: now.differ?.byChance ?? null,
    })),
    people: (await people(ctx)).map(one => ({ ...one, findings: findingsOf(one.id, all) })),
  }
}

async function judged(ctx: Reading, metric: Metric, period: Period): Promise<Judged> {
  const length = daysBetween(period.before.from, period.before.to)
  const third: Days = { from: addDays(period.before.from, -length), to: period.before.from }
  const of = (days: Days) => outliersOf(ctx, metric, rangeOf(ctx, days))
  return { metric, now: await of(period), before: [await of(period.before), await of(third)] }
}

async function people(ctx: Reading) {
  const { members } = await visibleTo(ctx)
  return ctx.db
    .selectFrom('member')
    .select(['id', 'name'])
    .where('endedAt', 'is', null)
    .where('role', '=', 'rep')
    .$if(members !== 'all', query => query.where('id', 'in', (members as string[]).length > 0 ? (members as string[]) : [ctx.workspace.id]))
    .orderBy('name')
    .orderBy('id')
    .limit(1000)
    .execute()
}

function findingsOf(id: string, all: readonly Judged[]): Finding[] {
  return all.flatMap(one => {
    const now = rowOf(one.now, id)
    const pair = all.find(({ metric }) => metric.id === one.metric.pairedWith)
    const found = now && findingOf(one.metric.id, historyOf(one, id, now), one.metric.better === 'down', pair ? pairOf(pair, id) : null)
    return found ? [{ ...found, unit: one.metric.unit }] : []
  })
}

const rowOf = ({ rows }: Compared, id: string): Standing | undefined => rows.find(row => row.id === id)

function historyOf({ now: { rows }, before }: Judged, id: string, now: Standing) {
  const peers = rows.filter(row => row.id !== id && row.value !== null)
  const n = peers.reduce((all, row) => all + row.n, 0)
  return {
    now,
    before: before.map(period => rowOf(period, id)),
    others: n === 0 ? 0 : peers.reduce((all, row) => all + row.n * row.value!, 0) / n,
  }
}

function pairOf({ metric, now }: Judged, id: string) {
  return { metric: metric.id, side: rowOf(now, id)?.outlier ?? null }
}
