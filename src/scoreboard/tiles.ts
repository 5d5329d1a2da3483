import { against, difference } from '#core/measures/difference.ts'
import { addDays, dayOf } from '#core/time/days.ts'
import type { Level, Metric } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { ahead, describe, figuresOf, isRecalculating, metricOf, metricsSeenBy, rangeOf } from '#metrics/index.ts'
import type { Tile } from './api.ts'
import { type Place, placesOf } from './board.ts'
import { pairOf, targetsOf } from './goal.ts'
import { type Narrow, narrowed } from './narrowed.ts'
import { type AskedPeriod, type Days, type Period, periodOf, weeksOf } from './periods.ts'
import { subjectOf, type Whose } from './subject.ts'

type Asked = Whose & AskedPeriod & Narrow & { more?: boolean | undefined; metric?: string | undefined }
type Figure = Tile['now']
const nothing: Figure = { n: 0, value: null, low: null, high: null }

/** The pair and the six, or with `more` all the others, of one subject. */
export async function board(ctx: Reading, asked: Asked) {
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const subject = await subjectOf(ctx, asked)
  const { pair, goal } = await pairOf(ctx)
  const targets = await targetsOf(ctx)
  const places = asked.metric
    ? [await one(asked.metric, asked.level)]
    : placesOf(await metricsSeenBy(ctx), pair, asked.level).filter(({ place }) => (place === 'more') === Boolean(asked.more))
  const tiles = await tilesOf(ctx, places, { asked, period, subject: subject.id, targets })
  return { period, subject, goal, tiles }
}

/** @throws Problem when there is no such metric, or it is nobody’s figure at this level */
async function one(id: string, level: Level): Promise<Placed> {
  const metric = await metricOf(id)
  if (!metric.levels.includes(level)) throw new Problem('metric.level', 400, { level })
  return { place: 'more', metric }
}

/** All that the tiles need, in as few questions as may be. */
async function readAhead(ctx: Reading, some: readonly Metric[], { asked, period }: Pick<Around, 'asked' | 'period'>): Promise<void> {
  const periods = [period, period.before, period.lastYear].map(days => ({ range: rangeOf(ctx, days), by: null }))
  await ahead(ctx, some, asked.level, [...periods, { range: rangeOf(ctx, weeksOf(period)), by: 'week' }])
}

const narrowedTo = (ctx: Reading, metric: Metric, { asked, subject }: Around) =>
  narrowed(ctx, metric, asked, asked.level === 'member' ? subject : undefined)

type Placed = { place: Place; metric: Metric }
type Around = { asked: Asked; period: Period; subject: string; targets: ReadonlyMap<string, number> }

/** Figures with all that stands around them, one after another: a connection answers one question at a time. */
export async function tilesOf(ctx: Reading, places: readonly Placed[], around: Around): Promise<Tile[]> {
  const some: Metric[] = []
  for (const { metric } of places) some.push(await narrowedTo(ctx, metric, around))
  await readAhead(ctx, some, around)
  const tiles: Tile[] = []
  for (const [at, place] of places.entries()) tiles.push(await tileOf(ctx, place, some[at]!, around))
  return tiles
}

async function tileOf(ctx: Reading, { place, metric }: Placed, some: Metric, around: Around): Promise<Tile> {
  const { period, targets } = around
  const target = targets.get(metric.id)
  const one = (days: Days) => figureOf(ctx, some, days, around)
  const now = await one(period)
  const { better } = metric
  return {
    metric: describe(metric, ctx.who.language),
    place,
    now,
    before: difference(now, await one(period.before)),
    lastYear: difference(now, await one(period.lastYear)),
    target: target === undefined ? null : { value: target, verdict: better ? against(now, target, better) : 'open' },
    weeks: await weeksFor(ctx, some, around),
    unsettled: unsettled(metric, period, dayOf(ctx.now, ctx.workspace.zone)),
    recalculating: await isRecalculating(ctx, { metric: some, level: around.asked.level, by: null }),
  }
}

/** Figures of these days may still move: a customer who comes again, a reply that is not due yet. */
export const unsettled = ({ settlesAfterDays }: Pick<Metric, 'settlesAfterDays'>, { to }: Days, today: string): boolean =>
  settlesAfterDays > 0 && addDays(to, settlesAfterDays) > today

/** One subject’s figure of a metric. */
export async function figureOf(
  ctx: Reading,
  metric: Metric,
  days: Days,
  { asked, subject }: Pick<Around, 'asked' | 'subject'>,
): Promise<Figure> {
  const rows = await figuresOf(ctx, { metric, range: rangeOf(ctx, days), level: asked.level, by: null })
  return plain(rows.find(({ id }) => id === subject))
}

async function weeksFor(ctx: Reading, metric: Metric, { asked, period, subject }: Around) {
  const days = weeksOf(period)
  const rows = await figuresOf(ctx, { metric, range: rangeOf(ctx, days), level: asked.level, by: 'week' })
  const found = new Map(rows.filter(({ id }) => id === subject).map(row => [row.by, row]))
  return mondays(days).map(from => ({ from, ...plain(found.get(from)) }))
}

const plain = (row: Figure | undefined): Figure => (row ? { n: row.n, value: row.value, low: row.low, high: row.high } : nothing)

function mondays({ from, to }: Days): string[] {
  const all: string[] = []
  for (let day = from; day < to; day = addDays(day, 7)) all.push(day)
  return all
}
