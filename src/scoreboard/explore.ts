import type { Reading } from '#kernel/slice.ts'
import { describe, figuresOf, metricOf, rangeOf } from '#metrics/index.ts'
import { narrowed } from './narrowed.ts'
import { periodOf } from './periods.ts'
import { subjectOf } from './subject.ts'
import type { Explored, Question } from './views-api.ts'

const MOST = 500

/** Any figure by any cut: one question, one answer, with the reader's eyes. */
export async function explore(ctx: Reading, asked: Question): Promise<Explored> {
  const metric = await metricOf(asked.metric)
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  if (asked.of) await subjectOf(ctx, asked)
  const some = await narrowed(ctx, metric, asked, asked.level === 'member' ? asked.of : undefined)
  const all = await figuresOf(ctx, { metric: some, range: rangeOf(ctx, period), level: asked.level, by: asked.by ?? null })
  const found = all.filter(({ id, n }) => n > 0 && (!asked.of || id === asked.of))
  const names = asked.by === 'topic' ? await topicsOf(ctx) : new Map<string, string>()
  return {
    period,
    metric: describe(metric, ctx.who.language),
    rows: found.slice(0, MOST).map(({ id, name, by, n, value, low, high }) => ({
      id,
      who: name,
      by: by ?? null,
      name: names.get(by ?? '') ?? null,
      n,
      value,
      low,
      high,
    })),
    more: found.length > MOST,
  }
}

const topicsOf = async ({ db }: Reading) =>
  new Map((await db.selectFrom('topic').select(['id', 'name']).limit(5000).execute()).map(({ id, name }) => [id, name]))
