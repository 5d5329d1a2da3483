import { sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf, daysBetween } from '#core/time/days.ts'
import type { Level, Metric } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { type Figure, figuresOf, metricOf, rangeOf } from '#metrics/index.ts'
import { controlled } from './charts.ts'
import type { readTrend, Trend } from './metric-api.ts'
import { narrowed } from './narrowed.ts'
import type { Days } from './periods.ts'
import { type Piece, piecesOf, type Step, stepFor, timeOf } from './steps.ts'
import { subjectOf } from './subject.ts'

const LONGEST = 1100

/** A metric over time, with where it wanders by itself. */
export async function trend(ctx: Reading, asked: z.output<typeof readTrend.input>): Promise<Trend> {
  const metric = await metricOf(asked.id)
  const length = daysBetween(asked.from, asked.to)
  if (length < 1 || length > LONGEST) throw new Problem('scoreboard.period', 400, { n: LONGEST })
  const subject = await subjectOf(ctx, asked)
  const some = await narrowed(ctx, metric, asked, asked.level === 'member' ? subject.id : undefined)
  const step = stepOf(metric, asked)
  const time = timeOf(step, asked)
  const pieces = piecesOf(step, time)
  const found = isWhole(metric)
    ? await apart(ctx, some, pieces, { level: asked.level, subject: subject.id })
    : await atOnce(ctx, some, step, time, { level: asked.level, subject: subject.id })
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const points = pieces.map(piece => pointOf(piece, found.get(piece.on), { metric, time, today }))
  return { step, ...controlled(metric, points, one => daysBetween(one.from, one.to)) }
}

/** Made of other figures, told as they are, or of a period as a whole: its pieces are asked for one by one, so there are few of them. */
const isWhole = ({ rule, whole }: Metric) => whole || rule.kind === 'composite' || rule.kind === 'told'

function stepOf(metric: Metric, asked: z.output<typeof readTrend.input>): Step {
  if (isWhole(metric)) return asked.step === 'week' ? 'week' : 'month'
  return asked.step ?? stepFor(asked)
}

type Whose = { level: Level; subject: string }

async function atOnce(ctx: Reading, metric: Metric, step: Step, time: Days, { level, subject }: Whose): Promise<Map<string, Figure>> {
  const range = rangeOf(ctx, time)
  const rows =
    step === 'half-hour'
      ? await figuresOf(ctx, { metric: byHalfHour(metric, ctx.workspace.zone), range, level, by: 'channel' })
      : await figuresOf(ctx, { metric, range, level, by: step })
  return new Map(rows.filter(({ id }) => id === subject).map(row => [row.by ?? '', row]))
}

async function apart(ctx: Reading, metric: Metric, pieces: readonly Piece[], { level, subject }: Whose): Promise<Map<string, Figure>> {
  const found = new Map<string, Figure>()
  for (const piece of pieces) {
    const rows = await figuresOf(ctx, { metric, range: rangeOf(ctx, piece), level, by: null })
    const row = rows.find(({ id }) => id === subject)
    if (row) found.set(piece.on, row)
  }
  return found
}

/** The same facts with the half hour that each lies in where its channel was: figures are asked by it in one go. */
const byHalfHour = (metric: Metric, zone: string): Metric => ({
  ...metric,
  id: `${metric.id}?half-hour`,
  facts: range => sql`select told.at, told.who,
    to_char(date_bin('30 minutes', told.at at time zone ${zone}, timestamp '2000-01-01'), 'YYYY-MM-DD"T"HH24:MI') as channel,
    told.topic_id, told.language${readBy(metric)} from (${metric.facts(range)}) told`,
})

/** The columns that the rule reads. */
function readBy({ rule }: Metric) {
  if (rule.kind === 'count') return sql``
  if (rule.kind === 'ratio') return sql`, told.top, told.bottom`
  if (rule.kind === 'share') return sql`, told.hits`
  if (rule.kind === 'nps') return sql`, told.score`
  return rule.kind === 'lifetime' ? sql`, told.value, told.ended` : sql`, told.value`
}

type Around = { metric: Metric; time: { from: string; to: string }; today: string }

const pointOf = (piece: Piece, row: Figure | undefined, { metric, time, today }: Around) => ({
  ...piece,
  n: row?.n ?? 0,
  value: row?.value ?? null,
  low: row?.low ?? null,
  high: row?.high ?? null,
  cut: piece.to > time.to || piece.from < time.from || piece.to > today,
  unsettled: metric.settlesAfterDays > 0 && addDays(piece.to, metric.settlesAfterDays) > today,
})
