import { difference } from '#core/measures/difference.ts'
import type { Metric } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { ahead, describe, metricOf, rangeOf } from '#metrics/index.ts'
import { falseSuccess as worseOf } from './false-success-rules.ts'
import { type Narrow, narrowed } from './narrowed.ts'
import { type AskedPeriod, type Period, periodOf } from './periods.ts'
import { subjectOf, type Whose } from './subject.ts'
import { figureOf } from './tiles.ts'

const speed = 'handle-time'
/** Coming back, as each of them counts it: again within a week, how often in all, the same case again, or the same matter under whatever number. */
const repeats = ['first-contact-resolution', 'contacts-to-resolution', 'reopen-rate', 'came-back']

type Asked = Whose & AskedPeriod & Narrow

/** Fewer minutes but more repeats, against the period before. */
export async function falseSuccess(ctx: Reading, asked: Asked) {
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const subject = await subjectOf(ctx, asked)
  const metrics = await Promise.all([speed, ...repeats].map(metricOf))
  const some: Metric[] = []
  for (const one of metrics) some.push(await narrowed(ctx, one, asked, asked.level === 'member' ? subject.id : undefined))
  const periods = [period, period.before].map(days => ({ range: rangeOf(ctx, days), by: null }))
  await ahead(ctx, some, asked.level, periods)
  const all = []
  for (const [at, metric] of metrics.entries())
    all.push({ metric, ...(await compared(ctx, some[at]!, { asked, period, subject: subject.id })) })
  const [fast, ...back] = all.map(({ metric, change }) => ({ metric: metric.id, better: metric.better, change }))
  const worse = worseOf(fast!, back)
  const [first, ...others] = all.map(one => ({
    ...one,
    metric: describe(one.metric, ctx.who.language),
    worse: worse.includes(one.metric.id),
  }))
  return { period, found: worse.length > 0, speed: first!, repeats: others }
}

type Around = { asked: Asked; period: Period; subject: string }

async function compared(ctx: Reading, metric: Metric, { period, ...around }: Around) {
  const now = await figureOf(ctx, metric, period, around)
  const before = await figureOf(ctx, metric, period.before, around)
  return { now, before, change: difference(now, before) }
}
