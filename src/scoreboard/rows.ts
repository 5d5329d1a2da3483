import { stringify } from 'csv-stringify/sync'
import type { Level, Metric } from '#kernel/metric.ts'
import type { Reading, Working } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { describe, type Figure, figuresOf, metricsSeenBy, rangeOf } from '#metrics/index.ts'
import { placesOf } from './board.ts'
import { pairOf } from './goal.ts'
import { type Narrow, narrowed } from './narrowed.ts'
import { type AskedPeriod, periodOf } from './periods.ts'

type Asked = AskedPeriod & Narrow & { level: Level }

/** Everybody of a level whom the reader may see, by name, with every figure that is theirs. */
export async function rows(ctx: Reading, asked: Asked) {
  const { period, all } = await figures(ctx, asked)
  const people = new Map<string, string>()
  for (const { found } of all) for (const { id, name } of found) people.set(id, name)
  const cells = all.map(({ metric, found }) => ({ metric, of: new Map(found.map(one => [one.id, one])) }))
  return {
    period,
    metrics: all.filter(({ found }) => found.length > 0).map(({ metric }) => describe(metric, ctx.who.language)),
    rows: [...people]
      .map(([id, name]) => ({ id, name, cells: cells.flatMap(({ metric, of }) => cellOf(metric, of.get(id))) }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
  }
}

const cellOf = ({ id }: Metric, found: Figure | undefined) =>
  found ? [{ metric: id, n: found.n, value: found.value, low: found.low, high: found.high }] : []

async function figures(ctx: Reading, asked: Asked) {
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const { pair } = await pairOf(ctx)
  const all: { metric: Metric; found: Figure[] }[] = []
  for (const { metric } of placesOf(await metricsSeenBy(ctx), pair, asked.level)) {
    const some = await narrowed(ctx, metric, asked)
    all.push({ metric, found: await figuresOf(ctx, { metric: some, range: rangeOf(ctx, period), level: asked.level, by: null }) })
  }
  return { period, all }
}

/** A name that begins like a formula would be run by a spreadsheet. */
const safe = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)

/** One row a figure, so that nothing is averaged again by accident. */
export async function file(ctx: Working, asked: Asked) {
  const { period, all } = await ctx.read(reading => figures(reading, asked))
  const { language } = ctx.who
  const head = ['metric', 'name', 'unit', 'level', 'id', 'who', 'from', 'to', 'n', 'value', 'low', 'high']
  const lines = all.flatMap(({ metric, found }) =>
    found.map(one => [
      metric.id,
      safe(say(language, `metrics.${metric.id}.name`)),
      metric.unit,
      one.level,
      one.id,
      safe(one.name),
      period.from,
      period.to,
      one.n,
      one.value,
      one.low,
      one.high,
    ]),
  )
  return {
    name: `scoreboard ${period.from} ${asked.level}.csv`,
    type: 'text/csv; charset=utf-8',
    body: `\ufeff${stringify([head, ...lines])}`,
  }
}
